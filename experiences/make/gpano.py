"""Panoramas as JPEG files that say what they are: Google's Photo Sphere XMP (GPano).

The values describe the whole file. With two eyes in one file each eye covers the same share of the
sphere as the whole file does, so the crop's shares stay right for each eye too; how the eyes lie in
the file says `StereoMode`.
"""

import io
from pathlib import Path

from PIL import Image

HEADER = b"http://ns.adobe.com/xap/1.0/\x00"
TEMPLATE = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 GPano:UsePanoramaViewer="True" GPano:ProjectionType="equirectangular"
 GPano:StereoMode="{stereo}" GPano:PosePitchDegrees="0" GPano:PoseRollDegrees="0"
 GPano:FullPanoWidthPixels="{full_width}" GPano:FullPanoHeightPixels="{height}"
 GPano:CroppedAreaImageWidthPixels="{width}" GPano:CroppedAreaImageHeightPixels="{height}"
 GPano:CroppedAreaLeftPixels="{left}" GPano:CroppedAreaTopPixels="0">
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">CC0 1.0</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def write(pixels, path, quality=88, half=False, stereo="mono"):
    """Write pixels (height, width, 3) as JPEG with 4:2:0 colour; `half` for VR180, `stereo` mono,
    top-bottom or left-right."""
    height, width = pixels.shape[:2]
    full = width * 2 if half else width
    xmp = TEMPLATE.format(full_width=full, width=width, height=height, left=(full - width) // 2, stereo=stereo)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality, subsampling="4:2:0", optimize=True)
    jpeg = buffer.getvalue()
    body = HEADER + xmp.encode()
    segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    # After the start of image and the JFIF segment, which stays first.
    after = 4 + int.from_bytes(jpeg[4:6], "big") if jpeg[2:4] == b"\xff\xe0" else 2
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(jpeg[:after] + segment + jpeg[after:])
    print(f"{path}: {width}×{height}, {path.stat().st_size / 1e6:.2f} MB", flush=True)
