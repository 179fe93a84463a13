"""Small pictures on things: embroidery, labels, dials, woven stripes, the grain of wood.

All drawn here with PIL. `Sheet` packs pictures into one image and tells where each lies; `grain`,
`wallpaper` repeat without a seam. Texels are about as large as the eye in the seat can tell apart,
so that nothing glitters.
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SERIF = "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf"
PLAIN = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
SLANTED = "/usr/share/fonts/truetype/dejavu/DejaVuSerif-BoldItalic.ttf"


class Sheet:
    """Pictures side by side in one image; `place(name)` is (u0, v0, u1, v1) with v upwards from the
    lower edge, as Blender counts."""

    def __init__(self, size=1024):
        self.size, self.pictures, self.places, self.image = size, {}, {}, None

    def put(self, name, picture):
        """Add a picture."""
        self.pictures[name] = picture.convert("RGB")
        return self

    def place(self, name):
        if self.image is None:
            self._pack()
        return self.places[name]

    def _pack(self):
        """Rows of pictures, the tallest first; each one's edge is repeated around it so that
        neighbours do not bleed in."""
        self.image = Image.new("RGB", (self.size, self.size), "white")
        x = y = row = 0
        for name, picture in sorted(self.pictures.items(), key=lambda item: -item[1].size[1]):
            w, h = picture.size
            if x + w + 8 > self.size:
                x, y, row = 0, y + row, 0
            assert y + h + 8 <= self.size, f"no room for {name}"
            self.image.paste(Image.fromarray(np.pad(np.asarray(picture), ((4, 4), (4, 4), (0, 0)), mode="edge")), (x, y))
            self.places[name] = ((x + 4) / self.size, 1 - (y + 4 + h) / self.size, (x + 4 + w) / self.size, 1 - (y + 4) / self.size)
            x += w + 8
            row = max(row, h + 8)

    def save(self, path):
        if self.image is None:
            self._pack()
        self.image.save(path, quality=88, optimize=True)
        return path


def noisy(picture, amount, seed=1, soft=0.6):
    """A picture with a little unevenness, as of thread or paper."""
    r = np.random.default_rng(seed)
    pixels = np.asarray(picture.convert("RGB")).astype(float)
    grains = Image.fromarray((r.random(pixels.shape[:2]) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(soft))
    shade = (np.asarray(grains).astype(float) - 127) / 127
    return Image.fromarray(np.clip(pixels * (1 + amount * shade[..., None]), 0, 255).astype(np.uint8))


def letters(text, height, font=SERIF):
    """A text as an array of 0–1, its capital letters about `height` pixels high."""
    face = ImageFont.truetype(font, int(height * 1.37))
    box = face.getbbox(text)
    image = Image.new("L", (box[2] - box[0] + 2, box[3] - box[1] + 2), 0)
    ImageDraw.Draw(image).text((1 - box[0], 1 - box[1]), text, 255, font=face)
    return np.asarray(image) / 255


def stitch(draw, cells, left, top, size, colour):
    """Cross stitches: one small x for each cell that is set."""
    for y, x in np.argwhere(np.asarray(cells) > 0.45):
        a, b = left + x * size, top + y * size
        w = max(1, round(size * 0.34))
        draw.line((a, b, a + size - 1, b + size - 1), fill=colour, width=w)
        draw.line((a + size - 1, b, a, b + size - 1), fill=colour, width=w)


HEART = [".##.##.", "#######", "#######", ".#####.", "..###..", "...#..."]


def motif(draw, rows, left, top, size, colours):
    """A cross-stitch motif written as text: # and + are two colours."""
    for mark, colour in zip("#+", colours):
        stitch(draw, [[1.0 if c == mark else 0.0 for c in row] for row in rows], left, top, size, colour)


def linen(width, height, colour, seed=1):
    image = Image.new("RGB", (width, height), colour)
    pixels = np.asarray(image).astype(float)
    y, x = np.mgrid[0:height, 0:width]
    pixels *= (1 + 0.018 * np.sin(x * math.pi / 2) + 0.018 * np.sin(y * math.pi / 2))[..., None]
    return noisy(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), 0.05, seed, 0.8)


def embroidered(width, height, lines, ground="#f2ecdc", thread="#a83a30", second="#44618f", cell=4, letter=9, hearts=True):
    """A cloth with a proverb in cross stitch, within a border of zigzag and hearts."""
    image = linen(width, height, ground, 3)
    draw = ImageDraw.Draw(image)
    for inset, colour in ((6, thread), (11, second)):
        draw.rectangle((inset, inset, width - inset - 1, height - inset - 1), outline=colour, width=2)
    for x in range(20, width - 24, cell * 4):
        for y in (18, height - 18 - 2 * cell):
            stitch(draw, [[1, 0, 1], [0, 1, 0]], x, y, cell, thread)
    drawn = [letters(text, letter, PLAIN) for text in lines if text]
    if drawn:
        # Stitches are whole: a text too wide gets smaller stitches, all lines alike.
        cell = min(cell, int((width - 36) / max(cells.shape[1] for cells in drawn)))
        top = (height - len(drawn) * letter * cell * 1.75) // 2
        for cells in drawn:
            stitch(draw, cells, (width - cells.shape[1] * cell) // 2, top, cell, thread)
            top += int(letter * cell * 1.75)
    if hearts:
        for x in (26, width - 26 - 7 * cell):
            motif(draw, HEART, x, height - 22 - 9 * cell, cell, (second, second))
    return image


def tablecloth(width, height, ground="#f1ead9"):
    """A linen cloth with garlands embroidered along its edges and roses in its corners."""
    image = linen(width, height, ground, 5)
    draw = ImageDraw.Draw(image)
    red, blue, green = "#b4443c", "#4a679a", "#6f8a55"

    def flower(x, y, size, colour):
        for k in range(6):
            a = k * math.pi / 3
            px, py = x + math.cos(a) * size, y + math.sin(a) * size
            draw.ellipse((px - size * 0.62, py - size * 0.62, px + size * 0.62, py + size * 0.62), fill=colour)
        draw.ellipse((x - size * 0.5, y - size * 0.5, x + size * 0.5, y + size * 0.5), fill="#e3b44c")

    def leaf(x, y, angle, size):
        tip = (x + math.cos(angle) * size, y + math.sin(angle) * size)
        side = (math.cos(angle + 1.57) * size * 0.25, math.sin(angle + 1.57) * size * 0.25)
        mid = ((x + tip[0]) / 2, (y + tip[1]) / 2)
        draw.polygon([(x, y), (mid[0] + side[0], mid[1] + side[1]), tip, (mid[0] - side[0], mid[1] - side[1])], fill=green)

    def garland(x0, y0, x1, y1, count):
        length = math.hypot(x1 - x0, y1 - y0)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        points = [(x0 + ux * t + -uy * 5 * math.sin(t / length * count * math.pi), y0 + uy * t + ux * 5 * math.sin(t / length * count * math.pi)) for t in range(int(length))]
        draw.line(points, fill=green, width=2)
        for k in range(count):
            t = (k + 0.5) / count
            sway = 5 * math.sin(t * count * math.pi)
            x, y = x0 + (x1 - x0) * t - uy * sway, y0 + (y1 - y0) * t + ux * sway
            if k % 2:
                flower(x, y, 3.6, (red, blue)[k // 2 % 2])
            else:
                for side in (-1, 1):
                    leaf(x, y, math.atan2(uy, ux) + side * 1.0, 10)

    edge = int(height * 0.235)
    for x, y in ((edge, edge), (width - edge, edge), (edge, height - edge), (width - edge, height - edge)):
        for k in range(5):
            leaf(x, y, k * 1.257 + 0.3, 19)
        flower(x, y, 8, red), flower(x - 13, y + 9, 4.5, blue), flower(x + 13, y - 9, 4.5, blue)
    garland(edge + 30, edge, width - edge - 30, edge, 17), garland(edge + 30, height - edge, width - edge - 30, height - edge, 17)
    garland(edge, edge + 30, edge, height - edge - 30, 9), garland(width - edge, edge + 30, width - edge, height - edge - 30, 9)
    for k in range(0, width, 9):  # a crocheted edge
        for y in (4, height - 5):
            draw.ellipse((k, y - 4, k + 7, y + 4), outline="#d9cfb6", width=1)
    for k in range(0, height, 9):
        for x in (4, width - 5):
            draw.ellipse((x - 4, k, x + 4, k + 7), outline="#d9cfb6", width=1)
    return image


def rug(width, height, colours, seed=1):
    """A woven rag rug, stripes across; every weft a little different."""
    r = np.random.default_rng(seed)
    pixels = np.zeros((height, width, 3))
    y = 0
    k = 0
    while y < height:
        tall = int(r.choice([6, 9, 14, 20]))
        c = np.array([int(colours[k % len(colours)][i : i + 2], 16) for i in (0, 2, 4)], float)
        for row in range(y, min(y + tall, height)):
            weft = 1 + 0.10 * r.normal() * 0.6
            pixels[row] = c * weft * (1 + 0.05 * r.normal(size=(width // 8 + 1)).repeat(8)[:width, None])
        y += tall
        k += 1
    beat = 1 + 0.09 * np.sin(np.arange(width) * 2 * math.pi / 8)[None, :, None] * np.where(np.arange(height) // 2 % 2, 1, -1)[:, None, None]
    return Image.fromarray(np.clip(pixels * beat, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.5))


def checks(width, height, colour, ground="#f4efe2", size=8):
    """Gingham: where two coloured threads cross, the full colour."""
    g, c = (np.array([int(h[i : i + 2], 16) for i in (1, 3, 5)], float) for h in (ground, colour))
    y, x = np.mgrid[0:height, 0:width]
    share = ((x // size) % 2 * 0.5 + (y // size) % 2 * 0.5)[..., None]
    return noisy(Image.fromarray((g * (1 - share) + c * share).astype(np.uint8)), 0.05, 2)


def stripes(width, height, colours, widths, seed=1):
    """Woven stripes along the height."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    x = k = 0
    while x < width:
        draw.rectangle((x, 0, x + widths[k % len(widths)], height), fill=colours[k % len(colours)])
        x += widths[k % len(widths)]
        k += 1
    return noisy(image, 0.08, seed)


def label(text, width=128, height=56, ink="#2c4a7a", ground="#f3efe3"):
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((3, 3, width - 4, height - 4), 9, outline=ink, width=2)
    face = ImageFont.truetype(SLANTED, 30 if len(text) < 6 else 25)
    draw.text((width / 2, height / 2 - 1), text, ink, font=face, anchor="mm")
    return image


def clock_face(size=224):
    """A white enamel face with black numerals."""
    image = Image.new("RGB", (size * 2, size * 2), "#efe8d4")
    draw = ImageDraw.Draw(image)
    c, face = size, ImageFont.truetype(SERIF, int(size * 0.235))
    draw.ellipse((4, 4, 2 * size - 5, 2 * size - 5), outline="#8a6a34", width=10)
    for minute in range(60):
        a = math.radians(minute * 6)
        inner = 0.86 if minute % 5 else 0.82
        draw.line((c + math.sin(a) * size * inner, c - math.cos(a) * size * inner, c + math.sin(a) * size * 0.9, c - math.cos(a) * size * 0.9), fill="#26211c", width=4 if minute % 5 else 8)
    for hour in range(1, 13):
        a = math.radians(hour * 30)
        draw.text((c + math.sin(a) * size * 0.67, c - math.cos(a) * size * 0.67), str(hour), "#26211c", font=face, anchor="mm")
    return image.resize((size, size), Image.LANCZOS)


def radio_dial(width=288, height=104, lit=True):
    """The scale of a radio with the stations' towns; warm and bright when lit."""
    ground, ink = ("#ffdf9a", "#4a2a10") if lit else ("#5d4c33", "#b39c70")
    image = Image.new("RGB", (width * 2, height * 2), ground)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(PLAIN, 18)
    towns = [("MOTALA", "OSLO", "LAHTI", "LONDON"), ("STOCKHOLM", "KALUNDBORG", "LULEÅ", "PARIS"), ("HÖRBY", "GÖTEBORG", "SUNDSVALL", "WIEN")]
    for row, names in enumerate(towns):
        y = 34 + row * 58
        draw.line((20, y + 22, 2 * width - 20, y + 22), fill=ink, width=2)
        for k, town in enumerate(names):
            draw.text((24 + k * 139 + (row % 2) * 6, y), town, "#b3271c" if (row + k) % 4 == 1 else ink, font=face, anchor="lm")
        for x in range(20, 2 * width - 20, 12):
            draw.line((x, y + 22, x, y + 22 + (10 if x % 60 == 20 else 5)), fill=ink, width=2)
    if lit:
        glow = np.asarray(image).astype(float)
        y, x = np.mgrid[0 : height * 2, 0 : width * 2]
        fall = 0.72 + 0.28 * np.exp(-(((x - width) / width / 0.9) ** 2) - ((y - height) / height / 1.1) ** 2)
        image = Image.fromarray((glow * fall[..., None]).astype(np.uint8))
    return image.resize((width, height), Image.LANCZOS)


def calendar(width=160, height=232):
    """A wall calendar: a red cottage by a lake, and a sheet of days."""
    image = Image.new("RGB", (width, height), "#f5f0e2")
    draw = ImageDraw.Draw(image)
    sky = [(int(150 + 80 * t), int(190 + 40 * t), int(215 + 10 * t)) for t in np.linspace(0, 1, 60)]
    for k, c in enumerate(sky):
        draw.line((8, 8 + k, width - 9, 8 + k), fill=c)
    draw.polygon([(8, 66), (40, 46), (80, 60), (120, 40), (width - 9, 62), (width - 9, 70), (8, 70)], fill="#6f8a86")
    draw.rectangle((8, 68, width - 9, 92), fill="#8fb3c4"), draw.rectangle((8, 88, width - 9, 116), fill="#86a35a")
    draw.rectangle((58, 66, 104, 94), fill="#9c3b2c"), draw.polygon([(52, 68), (81, 48), (110, 68)], fill="#5d4336")
    for x in (66, 86):
        draw.rectangle((x, 74, x + 10, 85), fill="#f5f0e2"), draw.rectangle((x + 2, 76, x + 8, 83), fill="#4d5e66")
    draw.rectangle((26, 56, 29, 100), fill="#ece8df"), draw.ellipse((14, 34, 42, 70), fill="#6f9548")
    draw.text((width / 2, 130), "1956", "#8c2f25", font=ImageFont.truetype(SERIF, 22), anchor="mm")
    face = ImageFont.truetype(PLAIN, 11)
    for day in range(31):
        x, y = 15 + (day % 7) * 20, 150 + day // 7 * 15
        draw.text((x, y), str(day + 1), "#b3271c" if day % 7 == 6 else "#2a2723", font=face, anchor="mm")
    return image


def newspaper(width=136, height=184):
    r = np.random.default_rng(5)
    image = Image.new("RGB", (width, height), "#e3dcc8")
    draw = ImageDraw.Draw(image)
    draw.text((width / 2, 15), "Hembygden", "#26231f", font=ImageFont.truetype(SERIF, 20), anchor="mm")
    draw.line((6, 28, width - 6, 28), fill="#26231f", width=2)
    draw.rectangle((8, 46, 78, 96), fill="#8f897b"), draw.ellipse((26, 54, 48, 80), fill="#c9c2b0")
    draw.text((8, 38), "Sommarens skörd", "#26231f", font=ImageFont.truetype(SERIF, 10), anchor="lm")
    for column in range(3):
        for y in range(34 if column == 2 else 102, height - 8, 4):
            x = 8 + column * 42
            draw.line((x, y, x + 34 * r.uniform(0.7, 1.0), y), fill="#77716a", width=1)
    return image


def landscape(width=200, height=150):
    """A small oil painting: a lake among spruces under an evening sky."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for y in range(height):
        t = y / height
        draw.line((0, y, width, y), fill=(int(120 + 120 * t), int(140 + 60 * t), int(160 - 10 * t)))
    draw.polygon([(0, 70), (50, 40), (90, 62), (140, 34), (200, 66), (200, 84), (0, 84)], fill="#6c7f8c")
    draw.rectangle((0, 84, width, 112), fill="#b9a98f"), draw.polygon([(0, 104), (70, 112), (200, 100), (200, 150), (0, 150)], fill="#5e6b41")
    r = np.random.default_rng(2)
    for _ in range(16):
        x, tall = r.uniform(0, width), r.uniform(26, 58)
        y = 92 + r.uniform(0, 26)
        draw.polygon([(x - tall * 0.22, y), (x, y - tall), (x + tall * 0.22, y)], fill=("#2f4433", "#3b5039")[_ % 2])
    return image.filter(ImageFilter.GaussianBlur(0.8))


def pelt(width=224, height=160, seed=6):
    """A reindeer's hair seen from above: strokes along the width, brown on the back, pale at the edges."""
    r = np.random.default_rng(seed)
    image = Image.new("RGB", (width, height), "#b9a68c")
    draw = ImageDraw.Draw(image)
    for _ in range(5200):
        x, y = r.uniform(-8, width), r.uniform(0, height)
        back = math.exp(-(((y / height - 0.5) / 0.24) ** 2)) + 0.16 * r.normal() + 0.12 * math.sin(x / 23.0)
        back = min(1.0, max(0.0, back))
        tone = 0.86 + 0.22 * r.random()
        c = tuple(int(max(0, min(255, (a * (1 - back) + b * back) * tone))) for a, b in zip((216, 203, 180), (112, 88, 68)))
        draw.line((x, y, x + r.uniform(7, 15), y + r.normal() * 1.6), fill=c, width=1 + int(r.random() < 0.5))
    return image.filter(ImageFilter.GaussianBlur(0.5))


def grain(path, width=512, height=128, seed=4):
    """Grey-brown wood that repeats both ways: lines along the width, a few knots."""
    r = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / np.array([height, width]).reshape(2, 1, 1)
    bend = sum(0.018 / k * np.sin(2 * math.pi * (k * x + r.random()) + 3 * r.random()) for k in range(1, 5))
    tone = np.zeros((height, width))
    across = y + bend
    knots = [(r.random(), r.random(), r.uniform(0.03, 0.045)) for _ in range(1)]
    for kx, ky, size in knots:
        dx = (x - kx + 0.5) % 1 - 0.5
        dy = (across - ky + 0.5) % 1 - 0.5
        across = across + 0.055 * np.sign(dy) * np.exp(-((dx / size) ** 2)) * np.exp(-((dy / 0.20) ** 2))
    for k, weight in ((2, 0.3), (5, 0.5), (9, 0.5), (16, 0.38), (27, 0.25)):
        tone += weight * np.sin(2 * math.pi * (k * across + r.random() + 0.25 * np.sin(2 * math.pi * (x + r.random()))))
    tone = tone / 1.9
    fibre = r.random((height, width // 16)).repeat(16, axis=1)
    tone += 0.25 * (fibre - 0.5)
    shade = 0.86 + 0.085 * tone
    for kx, ky, size in knots:
        dx = ((x - kx + 0.5) % 1 - 0.5) / (size * 0.36)
        dy = ((y + bend - ky + 0.5) % 1 - 0.5) / 0.075
        shade -= 0.22 * np.exp(-(dx**2) - dy**2)
    c = np.clip(shade, 0.25, 1)[..., None] * np.array([1.0, 0.975, 0.94])
    Image.fromarray(np.clip(c * 255, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6)).save(path, quality=86)
    return path


def wallpaper(path, size=256):
    """A pale paper with sprigs in half drop, repeating: it stands for 0.4 m."""
    image = Image.new("RGB", (size * 2, size * 2), "#f0e7cf")
    draw = ImageDraw.Draw(image)
    s = size * 2
    for x in range(0, s, 64):
        draw.rectangle((x, 0, x + 30, s), fill="#ede2c6")
    for i in range(4):
        for j in range(4):
            x, y = (i + 0.5 * (j % 2)) * s / 4 + 15, (j + 0.5) * s / 4
            for wrap in (-s, 0, s):
                cx = x + wrap
                draw.line((cx, y + 6, cx + 3, y + 34), fill="#93a680", width=3)
                for a in (-1, 1):
                    draw.ellipse((cx + a * 12 - 8, y + 18 - a * 2, cx + a * 12 + 8, y + 27 - a * 2), fill="#9fb18a")
                for k in range(5):
                    px, py = cx + math.cos(k * 1.257 - 1.57) * 10, y + math.sin(k * 1.257 - 1.57) * 10
                    draw.ellipse((px - 8, py - 8, px + 8, py + 8), fill=("#d69a8f", "#a9b6c9")[(i + j) % 2])
                draw.ellipse((cx - 5, y - 5, cx + 5, y + 5), fill="#dcb65e")
    image.resize((size, size), Image.LANCZOS).save(path, quality=88)
    return path
