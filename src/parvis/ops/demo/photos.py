"""Flat little drawings in place of photographs: a trouble of the street, before and after. Nothing is downloaded.

`draw(photo)` gives a 1024 x 768 JPEG, always the same for the same photo.
"""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from parvis.ops.demo.plan import Photo

WIDTH, HEIGHT = 1024, 768
SCALE = 2  # drawn twice as large, then reduced: smooth edges without a vector library
Colour = tuple[int, int, int]
Point = tuple[float, float]

SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((188, 220, 240), (236, 244, 246)), ((248, 214, 178), (252, 240, 222)), ((176, 190, 205), (222, 228, 232)),
    ((150, 205, 232), (226, 242, 238)),
)  # fmt: skip
WALLS: tuple[Colour, ...] = (
    (240, 226, 200), (226, 200, 176), (214, 222, 214), (236, 214, 190), (204, 190, 180), (245, 238, 224), (222, 186, 160),
)  # fmt: skip
ROOFS: tuple[Colour, ...] = ((176, 96, 74), (98, 108, 122), (150, 84, 66), (122, 110, 104))
SHUTTERS: tuple[Colour, ...] = ((92, 140, 150), (140, 80, 78), (110, 136, 96), (86, 104, 146), (196, 160, 92))
ROAD, KERB, PAVEMENT = (104, 108, 114), (196, 194, 188), (216, 210, 200)
LEAF, TRUNK, IRON, WOOD = (104, 150, 92), (120, 88, 66), (70, 82, 88), (186, 132, 84)


@dataclass(slots=True)
class Canvas:
    image: Image.Image
    pen: ImageDraw.ImageDraw
    rng: random.Random

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Colour, radius: float = 0) -> None:
        area = (x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE)
        if radius:
            self.pen.rounded_rectangle(area, radius * SCALE, fill=fill)
        else:
            self.pen.rectangle(area, fill=fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        self.pen.ellipse(((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE), fill=fill)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=int(width * SCALE), joint="curve"
        )

    def blob(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, rough: float = 0.2, corners: int = 22
    ) -> None:
        from math import cos, pi, sin

        steps = [2 * pi * n / corners for n in range(corners)]
        radii = [1 + self.rng.uniform(-rough, rough) for _ in steps]
        self.shape(
            [(x + rx * r * cos(a), y + ry * r * sin(a)) for a, r in zip(steps, radii, strict=True)], fill
        )


def shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (max(0, min(255, int(part * factor))) for part in colour)
    return red, green, blue


def mix(one: Colour, two: Colour, share: float) -> Colour:
    red, green, blue = (int(a + (b - a) * share) for a, b in zip(one, two, strict=True))
    return red, green, blue


def sky(c: Canvas, top: Colour, low: Colour, horizon: float) -> None:
    for y in range(0, int(horizon), 4):
        c.box(0, y, WIDTH, y + 4, mix(top, low, y / horizon))


def house(c: Canvas, x: float, width: float, base: float, night: bool) -> None:
    rng = c.rng
    height = rng.uniform(210, 330)
    wall, roof, shutter = rng.choice(WALLS), rng.choice(ROOFS), rng.choice(SHUTTERS)
    if night:
        wall, roof, shutter = (mix(part, (34, 42, 66), 0.72) for part in (wall, roof, shutter))
    top = base - height
    c.shape([(x - 10, top), (x + width / 2, top - rng.uniform(45, 80)), (x + width + 10, top)], roof)
    c.box(x, top, x + width, base, wall)
    c.box(x, base - 26, x + width, base, shade(wall, 0.86))
    columns = 2 if width < 190 else 3
    door = rng.randrange(columns)
    for column in range(columns):
        cx = x + width * (column + 0.5) / columns
        for floor, y in enumerate((top + 34, top + 34 + height * 0.45)):
            if floor and column == door:
                c.box(cx - 24, base - 96, cx + 24, base, shade(shutter, 0.85), 4)
                continue
            lit = night and rng.random() < 0.3
            c.box(
                cx - 20,
                y,
                cx + 20,
                y + 58,
                (250, 214, 130) if lit else mix((214, 232, 238), (30, 36, 56), 0.75 * night),
            )
            c.box(cx - 38, y - 2, cx - 21, y + 60, shutter)
            c.box(cx + 21, y - 2, cx + 38, y + 60, shutter)


def street(c: Canvas, night: bool = False) -> None:
    rng = c.rng
    top, low = ((22, 30, 58), (58, 62, 92)) if night else rng.choice(SKIES)
    sky(c, top, low, 440)
    if night:
        for _ in range(24):
            c.oval(rng.uniform(0, WIDTH), rng.uniform(0, 170), 1.6, 1.6, (220, 224, 236))
    x = rng.uniform(-70, -10)
    while x < WIDTH:
        width = rng.uniform(150, 250)
        house(c, x, width - 6, 440, night)
        x += width
    dark = 0.42 if night else 1.0
    c.box(0, 440, WIDTH, 520, shade(PAVEMENT, dark))
    for x in range(-40, WIDTH, 88):
        c.line([(x, 520), (x + 40, 440)], shade(PAVEMENT, 0.93 * dark), 2)
    c.box(0, 516, WIDTH, 532, shade(KERB, 0.92 * dark))
    c.box(0, 532, WIDTH, HEIGHT, shade(ROAD, dark))
    for _ in range(240):
        y = rng.uniform(536, HEIGHT)
        c.oval(rng.uniform(0, WIDTH), y, 1.8, 1.2, shade(ROAD, rng.choice((0.9, 1.12)) * dark))


def park(c: Canvas) -> None:
    rng = c.rng
    sky(c, *rng.choice(SKIES[:2] + SKIES[3:]), 430)
    for _ in range(7):
        x, size = rng.uniform(0, WIDTH), rng.uniform(70, 130)
        tint = shade(LEAF, rng.uniform(0.85, 1.15))
        c.box(x - 10, 340, x + 10, 440, TRUNK)
        for dx, dy in ((-0.5, 0.1), (0.5, 0.1), (0, -0.45)):
            c.oval(x + dx * size, 300 + dy * size, size * 0.75, size * 0.65, tint)
    c.box(0, 425, WIDTH, HEIGHT, (150, 186, 118))
    c.shape([(0, 600), (WIDTH, 540), (WIDTH, 690), (0, HEIGHT)], (226, 208, 172))
    for _ in range(60):
        x, y = rng.uniform(0, WIDTH), rng.uniform(440, 540)
        c.line([(x, y), (x + 3, y - 10)], (126, 166, 98), 2)


def cone(c: Canvas, x: float, y: float) -> None:
    c.box(x - 32, y - 8, x + 32, y, (206, 88, 48), 3)
    c.shape([(x - 22, y - 8), (x + 22, y - 8), (x + 6, y - 84), (x - 6, y - 84)], (238, 112, 60))
    c.shape([(x - 16, y - 34), (x + 16, y - 34), (x + 12, y - 54), (x - 12, y - 54)], (250, 246, 240))


Scene = Callable[[Canvas, bool], None]


def _register() -> dict[str, Scene]:
    from parvis.ops.demo import scenes

    return scenes.SCENES


def draw(photo: Photo) -> bytes:
    """The JPEG of a photo; its variants repeat after twelve."""
    variant = photo.variant % 12
    rng = random.Random(f"{photo.kind} {variant}")  # before and after share their street
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), (255, 255, 255))
    canvas = Canvas(image, ImageDraw.Draw(image), rng)
    _register()[photo.kind](canvas, photo.after)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def glow(c: Canvas, x: float, y: float, radius: float, colour: Colour, strength: int) -> None:
    """Light on what is already drawn."""
    mask = Image.new("L", c.image.size, 0)
    area = [(v * SCALE) for v in (x - radius, y - radius, x + radius, y + radius)]
    ImageDraw.Draw(mask).ellipse(area, fill=strength)
    mask = (
        mask.resize((WIDTH // 4, HEIGHT // 4))
        .filter(ImageFilter.GaussianBlur(radius / 9))
        .resize(c.image.size)
    )
    c.image.paste(Image.new("RGB", c.image.size, colour), (0, 0), mask)
