"""One function for each kind of photo; `after` shows the work done."""

from parvis.ops.demo.photos import (
    IRON,
    LEAF,
    PAVEMENT,
    ROAD,
    TRUNK,
    WIDTH,
    WOOD,
    Canvas,
    Colour,
    Scene,
    cone,
    glow,
    park,
    shade,
    street,
)  # fmt: skip


def pothole(c: Canvas, after: bool) -> None:
    street(c)
    x, y, size = c.rng.uniform(380, 640), c.rng.uniform(620, 680), c.rng.uniform(110, 160)
    if after:
        c.blob(x, y, size * 1.25, size * 0.5, (72, 76, 82), 0.05, 40)
        c.blob(x, y, size * 1.15, size * 0.44, (80, 84, 90), 0.05, 40)
        return
    c.blob(x, y, size * 1.15, size * 0.46, shade(ROAD, 0.86), 0.16)
    c.blob(x, y, size, size * 0.38, (70, 66, 64), 0.18)
    c.blob(x + 6, y + 10, size * 0.82, size * 0.27, (112, 128, 142), 0.16)
    c.blob(x - 14, y + 4, size * 0.4, size * 0.08, (168, 184, 196), 0.1)
    for _ in range(14):
        c.oval(
            x + c.rng.uniform(-1.5, 1.5) * size, y + c.rng.uniform(-0.6, 0.7) * size, 5, 3.5, (138, 134, 128)
        )
    for _ in range(4):
        dx, dy = c.rng.uniform(-90, 90), c.rng.uniform(-40, 60)
        c.line(
            [(x + dx, y + dy), (x + dx * 1.9, y + dy * 1.5), (x + dx * 2.5, y + dy * 1.5 + 10)],
            shade(ROAD, 0.74),
            3,
        )
    if c.rng.random() < 0.5:
        cone(c, x + size * 1.5, y + 30)


def pavement(c: Canvas, after: bool) -> None:
    street(c)
    c.box(0, 470, WIDTH, 690, PAVEMENT)
    c.box(0, 686, WIDTH, 704, (190, 188, 182))
    for n, joint in enumerate(range(-60, 1100, 150)):
        c.line([(joint, 690), (joint + 110, 470)], shade(PAVEMENT, 0.88), 3)
        if n % 2:
            c.line([(joint + 55, 580), (joint + 205, 580)], shade(PAVEMENT, 0.88), 3)
    x = c.rng.uniform(340, 560)
    slab = [(x, 640), (x + 60, 550), (x + 230, 550), (x + 180, 640)]
    if after:
        c.shape(slab, shade(PAVEMENT, 1.06))
        return
    c.shape(slab, (120, 104, 90))
    c.shape([(px + 10, py - 26 + 20 * (px > x + 100)) for px, py in slab], shade(PAVEMENT, 0.95))
    c.line([(x + 90, 528), (x + 120, 570), (x + 104, 622)], (126, 114, 104), 4)
    c.line([(x - 70, 610), (x - 10, 632), (x + 60, 628)], TRUNK, 13)


def lamp(c: Canvas, after: bool) -> None:
    street(c, night=True)
    x = c.rng.uniform(380, 600)
    if after:
        glow(c, x + 105, 430, 330, (255, 222, 150), 120)
        glow(c, x + 105, 560, 190, (255, 226, 160), 70)
        glow(c, x + 105, 165, 90, (255, 238, 190), 235)
    c.box(x - 9, 130, x + 9, 520, (36, 44, 56))
    c.box(x - 22, 494, x + 22, 522, (36, 44, 56), 5)
    c.line([(x, 134), (x + 60, 118), (x + 96, 140)], (36, 44, 56), 12)
    c.shape([(x + 62, 158), (x + 86, 132), (x + 124, 132), (x + 148, 158)], (44, 52, 64))
    c.oval(x + 105, 162, 32, 11, (255, 246, 214) if after else (88, 96, 110))


def sign(c: Canvas, after: bool) -> None:
    street(c)
    x = c.rng.uniform(420, 600)
    red: Colour = (206, 60, 52)
    if after:
        c.box(x - 7, 210, x + 7, 520, (150, 156, 160))
        c.oval(x, 220, 78, 78, red)
        c.box(x - 52, 204, x + 52, 236, (250, 248, 244), 4)
        return
    c.line([(x, 520), (x + 4, 470), (x + 240, 610)], (150, 156, 160), 13)
    c.oval(x + 290, 634, 86, 46, shade(red, 0.82))
    c.oval(x + 288, 628, 84, 44, red)
    c.shape([(x + 232, 618), (x + 336, 628), (x + 342, 644), (x + 236, 634)], (250, 248, 244))
    c.blob(x, 521, 26, 8, (128, 118, 108), 0.3)


def bench(c: Canvas, after: bool) -> None:
    park(c)
    x, y = c.rng.uniform(300, 420), 560
    wood = shade(WOOD, 1.1) if after else WOOD
    c.oval(x + 190, y + 92, 230, 20, (198, 178, 142))
    for leg in (x + 24, x + 330):
        c.line([(leg, y + 90), (leg, y), (leg - 6, y - 110)], IRON, 14)
        c.line([(leg, y + 4), (leg + 34, y + 90)], IRON, 12)
    for n in range(3):
        top = y - 112 + n * 36
        if not after and n == 1:
            c.shape([(x - 12, top), (x + 170, top + 6), (x + 150, top + 26), (x - 12, top + 24)], wood)
            c.shape(
                [(x + 176, top + 12), (x + 196, top + 34), (x + 330, top + 96), (x + 320, top + 74)],
                shade(wood, 0.9),
            )
            continue
        c.box(x - 12, top, x + 372, top + 24, wood, 5)
    for n in range(3):
        top = y - 4 + n * 17
        if not after and n == 2:
            c.shape(
                [(x + 110, y + 98), (x + 300, y + 72), (x + 304, y + 86), (x + 114, y + 112)],
                shade(wood, 0.84),
            )
            continue
        c.box(x - 18 + n * 5, top, x + 378 + n * 5, top + 13, shade(wood, 0.94), 4)


def drain(c: Canvas, after: bool) -> None:
    street(c)
    x, y = c.rng.uniform(380, 520), 560
    if not after:
        c.blob(x + 110, y + 66, 480, 96, (124, 148, 164), 0.08, 60)
        c.blob(x + 30, y + 60, 300, 46, (148, 172, 188), 0.1, 50)
    c.box(x, y, x + 210, y + 84, (64, 68, 74), 6)
    for n in range(6):
        c.box(x + 16 + n * 31, y + 12, x + 30 + n * 31, y + 72, (30, 32, 36), 3)
    if after:
        return
    for _ in range(46):
        lx, ly = x + c.rng.uniform(-50, 260), y + c.rng.uniform(-6, 100)
        tint = c.rng.choice(((196, 120, 52), (172, 92, 46), (212, 160, 70), (140, 96, 58)))
        c.shape([(lx, ly), (lx + 20, ly - 10), (lx + 38, ly), (lx + 20, ly + 9)], tint)


def mattress(c: Canvas, after: bool) -> None:
    street(c)
    if after:
        for _ in range(3):
            bx = c.rng.uniform(300, 760)
            c.line([(bx, 505), (bx + 60, 500)], shade(PAVEMENT, 1.06), 5)
        return
    x = c.rng.uniform(300, 460)
    c.oval(x + 200, 524, 300, 22, shade(PAVEMENT, 0.8))
    c.shape([(x, 520), (x + 40, 300), (x + 330, 286), (x + 300, 520)], (232, 226, 216))
    for n in range(5):
        c.line([(x + 8 + n * 60, 518), (x + 46 + n * 60, 298)], (190, 204, 216), 7)
    c.shape([(x + 300, 520), (x + 330, 286), (x + 352, 296), (x + 324, 522)], (196, 188, 176))
    c.blob(x + 190, 420, 42, 26, (214, 198, 168), 0.2)
    for bx, size, tint in (
        (x - 90, 62, (58, 64, 72)),
        (x - 20, 48, (70, 78, 88)),
        (x + 400, 58, (52, 58, 66)),
    ):
        c.blob(bx, 488, size, size * 0.74, tint, 0.08)
        c.shape([(bx - 10, 488 - size * 0.66), (bx + 10, 488 - size * 0.66), (bx + 18, 462 - size * 0.7),
                 (bx - 16, 462 - size * 0.7)], tint)  # fmt: skip
    c.box(x + 470, 430, x + 560, 522, (190, 142, 96), 3)
    c.line([(x + 470, 446), (x + 560, 446)], (166, 120, 78), 5)
    if c.rng.random() < 0.6:
        c.box(x + 490, 330, x + 580, 430, (224, 232, 236), 6)
        c.oval(x + 535, 384, 30, 30, (120, 138, 150))


def graffiti(c: Canvas, after: bool) -> None:
    street(c)
    wall = c.rng.choice(((214, 196, 176), (200, 206, 204), (222, 210, 190)))
    c.box(90, 190, 940, 500, wall)
    c.box(78, 176, 952, 204, shade(wall, 0.82), 4)
    for row in range(9):
        for brick in range(90 + (row % 2) * 46, 940, 92):
            c.line([(brick, 208 + row * 32), (brick, 240 + row * 32)], shade(wall, 0.93), 2)
        c.line([(90, 208 + row * 32), (940, 208 + row * 32)], shade(wall, 0.93), 2)
    if after:
        c.blob(510, 340, 300, 92, shade(wall, 1.04), 0.05, 50)
        return
    main = c.rng.choice(((208, 66, 120), (64, 120, 196), (90, 160, 90), (230, 140, 50)))
    x = c.rng.uniform(210, 280)
    strokes = (
        [(0, 120), (10, 10), (70, 0), (80, 60), (20, 72), (96, 130)], [(130, 20), (120, 120), (180, 128), (188, 14)],
        [(230, 126), (236, 8), (300, 16), (296, 66), (240, 70)], [(340, 10), (420, 4), (344, 118), (430, 122)],
        [(500, 0), (470, 70), (530, 60), (496, 134)],
    )  # fmt: skip
    for width, tint in ((34, (40, 42, 52)), (22, main), (6, (250, 244, 232))):
        for stroke in strokes:
            c.line([(x + px, 280 + py) for px, py in stroke], tint, width)
            for px, py in stroke:
                c.oval(x + px, 280 + py, width / 2, width / 2, tint)
    for _ in range(9):
        dx = x + c.rng.uniform(0, 500)
        c.line([(dx, 400), (dx, 420 + c.rng.uniform(5, 50))], main, 5)


def bin_(c: Canvas, after: bool) -> None:
    (park if c.rng.random() < 0.5 else street)(c)
    x, y = c.rng.uniform(430, 560), 610
    c.oval(x, y, 120, 18, (150, 148, 138))
    c.shape([(x - 84, y - 210), (x + 84, y - 210), (x + 68, y), (x - 68, y)], (76, 122, 96))
    for n in range(-2, 3):
        c.line([(x + n * 30, y - 200), (x + n * 25, y - 10)], (62, 102, 80), 5)
    if after:
        c.box(x - 96, y - 232, x + 96, y - 206, (58, 94, 76), 10)
        return
    for _ in range(34):
        up = c.rng.random() < 0.55
        px = x + c.rng.uniform(-80, 80) * (1 if up else 2.7)
        py = y - 214 + c.rng.uniform(-56, 6) if up else y + c.rng.uniform(-6, 46)
        tint = c.rng.choice(
            ((232, 226, 214), (212, 84, 70), (240, 196, 88), (96, 148, 190), (198, 164, 120), (248, 248, 244))
        )
        kind = c.rng.randrange(3)
        if kind == 0:
            c.oval(px, py, 17, 13, tint)
        elif kind == 1:
            c.shape([(px - 15, py + 14), (px - 10, py - 18), (px + 12, py - 18), (px + 15, py + 14)], tint)
        else:
            c.box(px - 26, py - 9, px + 26, py + 10, tint, 2)
    c.box(x - 92, y - 222, x + 92, y - 206, (58, 94, 76), 6)


def tree(c: Canvas, after: bool) -> None:
    street(c)
    x = c.rng.uniform(160, 240)
    if after:
        c.box(x + 30, 470, x + 110, 518, TRUNK, 6)
        c.oval(x + 70, 470, 40, 13, (214, 176, 128))
        c.oval(x + 70, 470, 24, 7, (190, 148, 100))
        for n in range(5):
            c.oval(x + 330 + n * 52, 502, 26, 26, TRUNK)
            c.oval(x + 330 + n * 52, 502, 19, 19, (214, 176, 128))
        return
    c.oval(x + 420, 690, 420, 34, shade(ROAD, 0.82))
    c.shape([(x, 528), (x + 60, 500), (x + 480, 610), (x + 470, 660)], TRUNK)
    for n in range(6):
        c.line([(x + 10, 520), (x - 40 + n * 8, 470 + n * 16)], shade(TRUNK, 0.8), 8)
    c.blob(x + 10, 536, 64, 26, (134, 104, 78), 0.25)
    for dx, dy in ((380, -90), (470, -130), (560, -40), (600, 30)):
        c.line([(x + 400, 620), (x + dx, 640 + dy)], shade(TRUNK, 0.9), 12)
    for _ in range(26):
        px, py = x + c.rng.uniform(340, 740), c.rng.uniform(490, 690)
        c.oval(px, py, c.rng.uniform(36, 66), c.rng.uniform(28, 48), shade(LEAF, c.rng.uniform(0.8, 1.14)))
    if c.rng.random() < 0.6:
        cone(c, x + 170, 700)


SCENES: dict[str, Scene] = {
    "pothole": pothole, "pavement": pavement, "lamp": lamp, "sign": sign, "bench": bench, "drain": drain,
    "mattress": mattress, "graffiti": graffiti, "bin": bin_, "tree": tree,
}  # fmt: skip
