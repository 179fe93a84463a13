// Stands between a web viewer and the browser, and must be loaded before the viewer. It counts the frames in which
// something was drawn to the page, and says which side of the panorama one looks at, read from the drawn pixels.
//
// A script that ran is over when its microtasks run, so a microtask queued by the first drawing call sees the whole
// picture, and still before the browser takes it away to show it.
"use strict";

const SIDES = { FRONT: [200, 60, 60], RIGHT: [60, 180, 60], BACK: [60, 90, 210], LEFT: [210, 180, 50], UP: [80, 200, 210], DOWN: [190, 80, 190] };
// Shares of width and height from the upper left; both must show the same side.
const LOOK_AT = [[0.33, 0.18], [0.67, 0.18]];
const LOOK_SIZE = 16;
// As much as colours may be off, as a distance in RGB.
const TOLERANCE = 75;

const probe = { frames: 0, context: null, lastFrame: null, queued: false, waiting: [] };

// Resolves with the time of the first frame from now on whose side `wanted` takes.
probe.frameThat = (wanted) => new Promise((resolve) => probe.waiting.push({ wanted, resolve }));

probe.side = () => {
  const sides = LOOK_AT.map(([across, down]) => sideAt(probe.context, across, down));
  return sides[0] === sides[1] ? sides[0] : sides.join(" and ");
};

function sideAt(context, across, down) {
  const pixels = new Uint8Array(LOOK_SIZE * LOOK_SIZE * 4);
  const x = Math.round(across * context.drawingBufferWidth - LOOK_SIZE / 2);
  const y = Math.round((1 - down) * context.drawingBufferHeight - LOOK_SIZE / 2);
  context.readPixels(x, y, LOOK_SIZE, LOOK_SIZE, context.RGBA, context.UNSIGNED_BYTE, pixels);
  const mean = [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let at = channel; at < pixels.length; at += 4) sum += pixels[at];
    return sum / (LOOK_SIZE * LOOK_SIZE);
  });
  const near = Object.keys(SIDES).find((side) => Math.hypot(...SIDES[side].map((value, channel) => value - mean[channel])) < TOLERANCE);
  return near ?? `the colour ${mean.map(Math.round)}`;
}

function frameIsDrawn() {
  probe.queued = false;
  // Several scripts may draw for the same frame; its time on the page's timeline is then the same.
  if (document.timeline.currentTime !== probe.lastFrame) {
    probe.lastFrame = document.timeline.currentTime;
    probe.frames += 1;
  }
  if (probe.waiting.length === 0) return;
  const side = probe.side();
  const now = performance.now();
  probe.waiting = probe.waiting.filter(({ wanted, resolve }) => {
    if (!wanted(side)) return true;
    resolve({ side, now });
    return false;
  });
}

const offPage = new WeakSet(); // contexts that draw into a texture just now
for (const prototype of [WebGLRenderingContext.prototype, WebGL2RenderingContext.prototype]) {
  const bind = prototype.bindFramebuffer;
  prototype.bindFramebuffer = function (target, framebuffer) {
    if (target !== this.READ_FRAMEBUFFER) {
      if (framebuffer === null) offPage.delete(this);
      else offPage.add(this);
    }
    return bind.call(this, target, framebuffer);
  };
  for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
    const draw = prototype[name];
    if (!draw) continue;
    prototype[name] = function (...words) {
      if (!offPage.has(this)) {
        probe.context = this;
        if (!probe.queued) {
          probe.queued = true;
          queueMicrotask(frameIsDrawn);
        }
      }
      return draw.apply(this, words);
    };
  }
}
