"""The sample film of the album: a summer on narrow film, as somebody near might have shot it.

Slow looks over the album's own sample photos, warm and a little grainy, with the light falling off to the corners and the
rattle of a projector. Made with ffmpeg alone:

    python3 make/film.py
"""

import subprocess
from pathlib import Path

MEDIA = Path(__file__).resolve().parent.parent / "media"
SIZE, RATE, SECONDS = (640, 480), 24, 8
# Which photo, and from where to where the look goes: shares of what is left over of the picture, right and down.
LOOKS = [
    ("brygga.jpg", (0.15, 0.35), (0.75, 0.55)),
    ("kok.jpg", (0.75, 0.60), (0.25, 0.45)),
    ("sjon.jpg", (0.25, 0.30), (0.70, 0.60)),
    ("veranda.jpg", (0.70, 0.35), (0.30, 0.55)),
]


def look(number, start, end):
    """One look: the picture three times as large as it is seen, so that it moves evenly, then looked at in part."""
    frames = SECONDS * RATE
    share = f"(0.5-0.5*cos(PI*on/{frames}))"
    place = [f"({a}+({b}-{a})*{share})" for a, b in zip(start, end)]
    last = f"fade=t=out:st={SECONDS - 0.7}:d=0.7"
    return (
        f"[{number}:v]crop=iw:'min(ih,iw*3/4)',scale=2880:2160,setsar=1,zoompan=z=1.28:x='(iw-iw/zoom)*{place[0]}':y='(ih-ih/zoom)*{place[1]}'"
        f":d={frames}:s={SIZE[0]}x{SIZE[1]}:fps={RATE},setsar=1,fade=t=in:st=0:d=0.7,{last}[look{number}]"
    )


def main():
    inputs = [word for name, _, _ in LOOKS for word in ("-i", str(MEDIA / name))]
    looks = [look(number, start, end) for number, (_, start, end) in enumerate(LOOKS)]
    joined = "".join(f"[look{number}]" for number in range(len(LOOKS)))
    old = (
        "colorchannelmixer=rr=1.05:rg=0.05:gg=0.97:bb=0.84,eq=contrast=0.94:saturation=0.86,"
        "noise=alls=9:allf=t,vignette=PI/4.6"
    )
    length = SECONDS * len(LOOKS)
    # A claw pulls the film on, eighteen times a second; a motor hums below it.
    rattle = (
        f"anoisesrc=color=pink:amplitude=0.5:seed=7:duration={length},highpass=f=500,lowpass=f=3600,"
        "aeval='val(0)*(0.12+0.88*pow(abs(sin(PI*18*t)),14))'[claw];"
        f"sine=frequency=98:duration={length},volume=0.25[motor];"
        "[claw][motor]amix=inputs=2:normalize=0,volume=-3dB,afade=t=in:d=0.6,"
        f"afade=t=out:st={length - 1.2}:d=1.2,aresample=48000[sound]"
    )
    graph = ";".join([*looks, f"{joined}concat=n={len(LOOKS)},{old},format=yuv420p[picture]", rattle])
    subprocess.run(
        ["ffmpeg", "-y", "-v", "error", *inputs, "-filter_complex", graph, "-map", "[picture]", "-map", "[sound]"]
        + ["-c:v", "libx264", "-preset", "slow", "-crf", "27", "-g", "48", "-colorspace", "bt709"]
        + ["-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
        + ["-c:a", "aac", "-b:a", "96k", "-ac", "1", "-movflags", "+faststart", str(MEDIA / "film.mp4")],
        check=True,
    )


if __name__ == "__main__":
    main()
