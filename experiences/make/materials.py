"""Materials from a few words: colour, grain, wear, and the mist that softens what is far away.

Textures are procedural, in the object's own coordinates shifted by the attribute "part" (see
`shapes`), so no picture files are needed and nothing repeats. Mist is mixed into each material by
distance from the camera, which costs no light calculation and shows in reflections too.
"""

import math

import bpy


class Nodes:
    """Short words for building a node tree; values may be sockets or plain numbers."""

    def __init__(self, tree):
        self.tree = tree

    def add(self, kind, settings=None, **inputs):
        """A node with its settings and inputs; input names use _ for a space."""
        node = self.tree.nodes.new(kind)
        for name, value in (settings or {}).items():
            setattr(node, name, value)
        for name, value in inputs.items():
            self.set(node.inputs[name.replace("_", " ")], value)
        return node

    def set(self, socket, value):
        """Connect a socket or give it a value."""
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif socket.type == "RGBA" and len(value) == 3:
            socket.default_value = (*value, 1.0)
        else:
            socket.default_value = value

    def math(self, operation, a, b=0.0, clamp=False):
        node = self.add("ShaderNodeMath", {"operation": operation, "use_clamp": clamp})
        self.set(node.inputs[0], a)
        self.set(node.inputs[1], b)
        return node.outputs[0]

    def vector(self, operation, a, b=(0, 0, 0)):
        node = self.add("ShaderNodeVectorMath", {"operation": operation})
        self.set(node.inputs[0], a)
        self.set(node.inputs[1], b)
        return node.outputs["Value" if operation in ("DOT_PRODUCT", "LENGTH") else "Vector"]

    def mix(self, share, a, b, blend="MIX"):
        node = self.add("ShaderNodeMix", {"data_type": "RGBA", "blend_type": blend})
        self.set(node.inputs[0], share)
        self.set(node.inputs[6], a)
        self.set(node.inputs[7], b)
        return node.outputs[2]

    def range(self, value, low, high, to_low=0.0, to_high=1.0, smooth=False):
        node = self.add("ShaderNodeMapRange", {"interpolation_type": "SMOOTHSTEP" if smooth else "LINEAR"})
        for index, x in enumerate((value, low, high, to_low, to_high)):
            self.set(node.inputs[index], x)
        return node.outputs[0]

    def ramp(self, value, stops):
        """A colour from (position, colour) stops."""
        node = self.add("ShaderNodeValToRGB")
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (position, colour) in zip(elements, stops):
            element.position = position
            element.color = (*colour, 1.0)
        self.set(node.inputs[0], value)
        return node.outputs[0]

    def noise(self, vector, scale, detail=3.0, roughness=0.55, kind="ShaderNodeTexNoise"):
        return self.add(kind, None, Vector=vector, Scale=scale, Detail=detail, Roughness=roughness).outputs[0]

    def scaled(self, vector, scale):
        return self.vector("MULTIPLY", vector, scale)


class Mist:
    """How the air takes over with distance: 63 % at `distance` metres, warmer towards the sun."""

    def __init__(self, distance, colour, sun_colour=None, sun_direction=(0, 1, 0), most=0.95):
        self.distance, self.colour, self.most = distance, colour, most
        self.sun_colour, self.sun_direction = sun_colour or colour, sun_direction


MIST = None


def use_mist(mist):
    """Mix this mist into every material made from now on (None for none)."""
    global MIST
    MIST = mist


def hexa(code):
    """A linear colour from an sRGB code such as "8a2b1e"."""
    values = [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)


def start(name):
    """An empty material and its nodes."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    material.node_tree.nodes.clear()
    material.cycles.emission_sampling = "NONE"
    return material, Nodes(material.node_tree)


def finish(n, shader, misty=True):
    """Put the mist over a shader and make it the material's surface."""
    if MIST and misty:
        distance = n.add("ShaderNodeCameraData").outputs["View Distance"]
        clear = n.math("POWER", math.e, n.math("DIVIDE", distance, -MIST.distance))
        share = n.math("MULTIPLY", n.math("SUBTRACT", 1.0, clear), MIST.most)
        ahead = n.vector("NORMALIZE", n.add("ShaderNodeNewGeometry").outputs["Position"])
        toward = n.math("POWER", n.range(n.vector("DOT_PRODUCT", ahead, MIST.sun_direction), 0.0, 1.0), 2.0)
        colour = n.mix(toward, MIST.colour, MIST.sun_colour)
        veil = n.add("ShaderNodeEmission", None, Color=colour, Strength=1.0)
        mixed = n.add("ShaderNodeMixShader")
        n.set(mixed.inputs[0], share)
        n.set(mixed.inputs[1], shader)
        n.set(mixed.inputs[2], veil.outputs[0])
        shader = mixed.outputs[0]
    output = n.add("ShaderNodeOutputMaterial")
    n.set(output.inputs["Surface"], shader)


def surface(
    name,
    colour,
    second=None,
    *,
    scale=3.0,
    stretch=(1, 1, 1),
    contrast=0.5,
    detail=4.0,
    rough=0.7,
    specular=0.3,
    metallic=0.0,
    bump=0.0,
    parts=0.0,
    instances=0.0,
    through=0.0,
    snow=None,
    coat=0.0,
    sheen=0.0,
):
    """A material whose colour wanders between two.

    `scale`/`stretch`: size and grain of the pattern; `parts`/`instances`: how much lightness
    differs between parts of a mesh and between copies of it; `through`: light let through (leaves);
    `snow`: how far snow lies on what faces up, 0–1.
    """
    material, n = start(name)
    second = second or tuple(c * 0.6 for c in colour)
    place = n.add("ShaderNodeTexCoord").outputs["Object"]
    part = n.add("ShaderNodeAttribute", {"attribute_name": "part"}).outputs["Fac"]
    own = n.add("ShaderNodeObjectInfo").outputs["Random"]
    offset = n.add("ShaderNodeCombineXYZ")
    for axis, factor in zip("XYZ", (37.0, 91.0, 53.0)):
        n.set(offset.inputs[axis], n.math("MULTIPLY", n.math("ADD", part, own), factor))
    grain = n.noise(n.scaled(n.vector("ADD", place, offset.outputs[0]), stretch), scale, detail)
    low, high = 0.5 - 0.25 / max(contrast, 0.01) * 0.5, 0.5 + 0.25 / max(contrast, 0.01) * 0.5
    tone = n.mix(n.range(grain, low, high), colour, second)
    if parts or instances:
        light = n.math("ADD", n.range(part, 0, 1, 1 - parts, 1 + parts), n.range(own, 0, 1, -instances, instances))
        tone = n.mix(1.0, tone, n.add("ShaderNodeCombineColor", None, Red=light, Green=light, Blue=light).outputs[0], "MULTIPLY")
    rough_value = n.range(grain, 0.3, 0.7, max(rough - 0.08, 0.0), min(rough + 0.08, 1.0)) if rough > 0.15 else rough
    if snow is not None:
        up = n.add("ShaderNodeSeparateXYZ", None, Vector=n.add("ShaderNodeNewGeometry").outputs["Normal"]).outputs["Z"]
        lies = n.range(n.math("ADD", up, n.range(grain, 0, 1, -0.35, 0.35)), 0.75 - snow, 0.95 - snow, smooth=True)
        tone = n.mix(lies, tone, hexa("eef3fa"))
    shader = n.add(
        "ShaderNodeBsdfPrincipled", None, Base_Color=tone, Roughness=rough_value, Metallic=metallic,
        Specular_IOR_Level=specular, Coat_Weight=coat, Sheen_Weight=sheen,
    )
    if bump:
        bumped = n.add("ShaderNodeBump", None, Strength=min(bump, 1.0), Distance=0.01 * max(bump, 1.0), Height=grain)
        n.set(shader.inputs["Normal"], bumped.outputs[0])
    result = shader.outputs[0]
    if through:
        glow = n.add("ShaderNodeBsdfTranslucent", None, Color=n.mix(0.35, tone, hexa("d8d860"), "MIX"))
        mixed = n.add("ShaderNodeMixShader")
        n.set(mixed.inputs[0], through)
        n.set(mixed.inputs[1], result)
        n.set(mixed.inputs[2], glow.outputs[0])
        result = mixed.outputs[0]
    finish(n, result)
    return material


def light_source(name, colour, strength):
    """A surface that glows: a flame, a lit window far off. A lamp beside it has to do the lighting."""
    material, n = start(name)
    finish(n, n.add("ShaderNodeEmission", None, Color=colour, Strength=strength).outputs[0], misty=False)
    return material


def pane(name="glass", tint=(0.03, 0.035, 0.035), clear=0.0):
    """Window glass: a mirror by angle over darkness, or over what is behind (`clear` 0–1)."""
    material, n = start(name)
    mirror = n.add("ShaderNodeBsdfGlossy", None, Color=(1, 1, 1), Roughness=0.0)
    if clear:
        behind = n.add("ShaderNodeBsdfTransparent", None, Color=(clear, clear, clear))
    else:
        behind = n.add("ShaderNodeBsdfDiffuse", None, Color=tint)
    mixed = n.add("ShaderNodeMixShader")
    n.set(mixed.inputs[0], n.math("ADD", n.add("ShaderNodeFresnel", None, IOR=1.5).outputs[0], 0.03))
    n.set(mixed.inputs[1], behind.outputs[0])
    n.set(mixed.inputs[2], mirror.outputs[0])
    finish(n, mixed.outputs[0], misty=not clear)
    return material


def birch_bark(name="birch bark"):
    """White bark with dark cross marks, darker and cracked at the foot."""
    material, n = start(name)
    place = n.add("ShaderNodeTexCoord").outputs["Object"]
    own = n.add("ShaderNodeObjectInfo").outputs["Random"]
    shifted = n.vector("ADD", place, n.add("ShaderNodeCombineXYZ", None, Z=n.math("MULTIPLY", own, 40.0)).outputs[0])
    marks = n.range(n.noise(n.scaled(shifted, (2.2, 2.2, 14)), 1.6, 2.0), 0.60, 0.66)
    patches = n.range(n.noise(n.scaled(shifted, (3, 3, 1.3)), 1.0, 5.0), 0.58, 0.66)
    height = n.add("ShaderNodeSeparateXYZ", None, Vector=place).outputs["Z"]
    foot = n.range(n.math("ADD", height, n.noise(place, 5.0)), 0.5, 1.6, 1.0, 0.0)
    white = n.mix(n.noise(n.scaled(shifted, (1, 1, 6)), 3.0), hexa("e9e4da"), hexa("bfb3a4"))
    tone = n.mix(n.math("MAXIMUM", marks, n.math("MAXIMUM", patches, foot)), white, hexa("2b2521"))
    finish(n, n.add("ShaderNodeBsdfPrincipled", None, Base_Color=tone, Roughness=0.65, Specular_IOR_Level=0.25).outputs[0])
    return material


def granite(name="granite", colour="a2968c", dark="7d736b"):
    """Bare rock: fine crystals, slow changes of tone, grey-green lichen in patches."""
    material, n = start(name)
    place = n.add("ShaderNodeNewGeometry").outputs["Position"]
    slow = n.noise(place, 0.9, 5.0)
    crystals = n.noise(place, 95.0, 2.0, 0.7)
    tone = n.mix(n.range(slow, 0.35, 0.65), hexa(colour), hexa(dark))
    tone = n.mix(n.range(crystals, 0.40, 0.62, 0.0, 0.75), tone, hexa("51494a"))
    tone = n.mix(n.range(n.noise(place, 140.0, 1.0), 0.60, 0.68, 0.0, 0.8), tone, hexa("c9bcb0"))
    lichen = n.math("MULTIPLY", n.range(n.noise(place, 3.4, 6.0, 0.65), 0.56, 0.60), n.range(n.noise(place, 28.0, 3.0), 0.38, 0.5))
    tone = n.mix(n.math("MULTIPLY", lichen, 0.65), tone, hexa("8f9a83"))
    crack = n.noise(place, 2.6, 9.0, 0.62)
    bumped = n.add("ShaderNodeBump", None, Strength=0.9, Distance=0.05, Height=n.math("ADD", crack, n.math("MULTIPLY", crystals, 0.03)))
    shader = n.add("ShaderNodeBsdfPrincipled", None, Base_Color=tone, Roughness=0.82, Specular_IOR_Level=0.25, Normal=bumped.outputs[0])
    finish(n, shader.outputs[0])
    return material


def stripes(name, colours, axis="Y", width=0.05, rough=0.9, weave=0.0):
    """Woven or painted stripes across `axis`, in an irregular rhythm, for rugs and cloth."""
    material, n = start(name)
    place = n.add("ShaderNodeTexCoord").outputs["Object"]
    along = n.add("ShaderNodeSeparateXYZ", None, Vector=place).outputs[axis]
    wobble = n.range(n.noise(place, 40.0, 2.0), 0, 1, -0.003, 0.003)
    step = n.math("FLOOR", n.math("DIVIDE", n.math("ADD", along, wobble), width))
    pick = n.add("ShaderNodeTexWhiteNoise", {"noise_dimensions": "1D"}, W=step).outputs["Value"]
    stops = [(i / len(colours), colour) for i, colour in enumerate(colours)]
    node = n.add("ShaderNodeValToRGB")
    node.color_ramp.interpolation = "CONSTANT"
    elements = node.color_ramp.elements
    while len(elements) < len(stops):
        elements.new(0.5)
    for element, (position, colour) in zip(elements, stops):
        element.position, element.color = position, (*colour, 1.0)
    n.set(node.inputs[0], pick)
    tone = n.mix(n.range(n.noise(place, 90.0, 2.0), 0.3, 0.7, 0.0, 0.3), node.outputs[0], (0.02, 0.02, 0.02))
    shader = n.add("ShaderNodeBsdfPrincipled", None, Base_Color=tone, Roughness=rough, Specular_IOR_Level=0.1)
    if weave:
        rows = n.math("SINE", n.math("MULTIPLY", along, 2 * math.pi / weave))
        bumped = n.add("ShaderNodeBump", None, Strength=0.6, Distance=0.004, Height=rows)
        n.set(shader.inputs["Normal"], bumped.outputs[0])
    finish(n, shader.outputs[0])
    return material


def water(name="water", deep=(0.012, 0.017, 0.016), ripple=0.02, size=1.2, calm=0.15, wind=(1.0, 2.4)):
    """A lake: dark water that mirrors by angle, with small ripples and calmer streaks.

    `ripple` is the strength of the ripples in metres, `size` their spacing, `calm` how much of it
    is left in the still streaks, `wind` the ripples' stretch across and along.
    """
    material, n = start(name)
    place = n.add("ShaderNodeNewGeometry").outputs["Position"]
    fine = n.noise(n.scaled(place, (wind[0], wind[1], 1)), 1 / size, 3.0, 0.5)
    slow = n.noise(n.scaled(place, (0.5, 1.2, 1)), 0.35 / size, 1.0)
    streak = n.range(n.noise(n.scaled(place, (0.02, 0.09, 1)), 1.0, 2.0), 0.42, 0.62, calm, 1.0, smooth=True)
    height = n.math("MULTIPLY", n.math("ADD", fine, slow), streak)
    bumped = n.add("ShaderNodeBump", None, Strength=1.0, Distance=ripple, Height=height)
    mirror = n.add("ShaderNodeBsdfGlossy", None, Color=(0.96, 0.97, 1.0), Roughness=0.0, Normal=bumped.outputs[0])
    body = n.add("ShaderNodeBsdfDiffuse", None, Color=deep)
    mixed = n.add("ShaderNodeMixShader")
    n.set(mixed.inputs[0], n.add("ShaderNodeFresnel", None, IOR=1.34, Normal=bumped.outputs[0]).outputs[0])
    n.set(mixed.inputs[1], body.outputs[0])
    n.set(mixed.inputs[2], mirror.outputs[0])
    finish(n, mixed.outputs[0])
    return material
