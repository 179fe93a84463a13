// The same course for every web viewer: wait for the first right frame, turn for a while, look to the right.
// What happens is told to whoever opened the page; the answer is waited for, and meanwhile processor time is read there.
"use strict";

const PHOTO = new URLSearchParams(location.search).get("photo");
const SIZE = { width: 1280, height: 720 };
const HORIZONTAL_VIEW = 90;
const VERTICAL_VIEW = (2 * Math.atan((Math.tan((HORIZONTAL_VIEW * Math.PI) / 360) * SIZE.height) / SIZE.width) * 180) / Math.PI;

const TURN_PER_SECOND = 30;
const SETTLE_MS = 1500;
const TURN_MS = 4000;
const LOOK_AGAIN_MS = 30;
const RIGHT_WITHIN_MS = 5000;

const tell = (name, said = {}) => fetch(`/tell/${name}`, { method: "POST", body: JSON.stringify(said) });
const pass = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
addEventListener("error", (event) => tell("trouble", { message: event.message }));
addEventListener("unhandledrejection", (event) => tell("trouble", { message: String(event.reason) }));

// `turnTo` turns the viewer to a yaw in degrees, right +.
async function course(turnTo) {
  const first = await probe.frameThat((side) => side === "FRONT");
  const { drawingBufferWidth: width, drawingBufferHeight: height } = probe.context;
  await tell("first", { at: performance.timeOrigin + first.now, width, height });

  let turning = true;
  let began = null;
  const turn = (now) => {
    began ??= now;
    if (!turning) return;
    turnTo((((now - began) / 1000) * TURN_PER_SECOND) % 360);
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
  await pass(SETTLE_MS);
  const begin = { frames: probe.frames, now: performance.now() };
  await tell("turn-begin");
  await pass(TURN_MS);
  const [frames, seconds] = [probe.frames - begin.frames, (performance.now() - begin.now) / 1000];
  await tell("turn-end", { frames, seconds });
  turning = false;

  // A viewer that sees no change draws nothing, and one that smooths its way takes several frames.
  let step = 0;
  const again = setInterval(() => turnTo(90 + 0.05 * (step++ % 2)), LOOK_AGAIN_MS);
  const right = await Promise.race([probe.frameThat((side) => side === "RIGHT"), pass(RIGHT_WITHIN_MS)]);
  clearInterval(again);
  await tell("right", { side: right ? right.side : probe.side() });
}
