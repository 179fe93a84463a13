"""The stage every picture is taken on: an empty scene, a sky, a sun, a panorama camera, Cycles.

`picture(...)` gives the finished pixels of a panorama as a numpy array (8 bit sRGB), mono or with
two eyes. Straight ahead is +y and the centre column. Deliberately without volumetrics and with few
bounces: a computer without a graphics card has to manage.
"""

import argparse
import contextlib
import math
import os
import tempfile
import time
from pathlib import Path

import bpy
import numpy as np
from PIL import Image

from materials import Nodes

QUALITIES = {
    # name: (share of the final width, samples). Few samples do at full size: the denoiser sees many pixels.
    "sketch": (0.125, 6),
    "draft": (0.25, 8),
    "middle": (0.5, 6),
    "final": (1.0, 4),
}
EYE_DISTANCE = 0.063


def arguments(description):
    """The words every picture script understands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quality", choices=QUALITIES, default="draft")
    parser.add_argument("--only", help="make this scene alone")
    parser.add_argument("--out", type=Path, help="folder for the pictures (default: the experience's media)")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


@contextlib.contextmanager
def silence():
    """Keep Blender's running commentary off the terminal."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def begin():
    """An empty scene."""
    import addon_utils

    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon_utils.enable("cycles")
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    return scene


def direction(yaw, pitch):
    """The unit vector of a direction in degrees: yaw right of +y, pitch above the horizon."""
    y, p = math.radians(yaw), math.radians(pitch)
    return (math.sin(y) * math.cos(p), math.cos(y) * math.cos(p), math.sin(p))


def sun(yaw, pitch, strength, colour, softness=2.0):
    """A sun in a direction; `softness` is its width in degrees."""
    light = bpy.data.lights.new("sun", "SUN")
    light.energy, light.color, light.angle = strength, colour, math.radians(softness)
    thing = bpy.data.objects.new("sun", light)
    thing.rotation_euler = (math.radians(pitch - 90), 0, math.radians(-yaw))
    # Water would mirror the lamp as a hard white disc; the painted glow in the sky is mirrored instead.
    thing.visible_glossy = False
    bpy.context.scene.collection.objects.link(thing)
    return thing


def lamp(at, power, colour, size=0.1, kind="POINT"):
    """A lamp of `power` watts; `size` is its radius, or an area light's (width, height)."""
    light = bpy.data.lights.new("lamp", kind)
    light.energy, light.color = power, colour
    if kind == "AREA":
        light.shape, light.size, light.size_y = "RECTANGLE", *size
    else:
        light.shadow_soft_size = size
    thing = bpy.data.objects.new("lamp", light)
    thing.location = at
    bpy.context.scene.collection.objects.link(thing)
    return thing


def sky(stops, sun_yaw, sun_pitch, glow, glow_width=12.0, clouds=None, strength=1.0, seed=0.0):
    """A sky painted by height, with a glow about the sun and clouds.

    `stops`: (sine of the height, colour), lowest first. `glow`: colour added round the sun.
    `clouds`: dict of scale, cover 0–1, lit (colour), shade (colour), stretch, soft.
    """
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes.clear()
    n = Nodes(world.node_tree)
    ahead = n.vector("NORMALIZE", n.add("ShaderNodeTexCoord").outputs["Generated"])
    height = n.add("ShaderNodeSeparateXYZ", None, Vector=ahead).outputs["Z"]
    # Square-rooted height gives the horizon, where the colours change most, the most room.
    upward = n.math("SQRT", n.math("MAXIMUM", height, 0.0))
    colour = n.ramp(upward, [(math.sqrt(max(h, 0.0)), c) for h, c in stops])
    toward = n.math("MAXIMUM", n.vector("DOT_PRODUCT", ahead, direction(sun_yaw, sun_pitch)), 0.0)
    halo = n.math("POWER", toward, 90.0 / glow_width * 4)
    wide = n.math("MULTIPLY", n.math("POWER", toward, 3.0), 0.18)
    light = n.math("ADD", halo, wide)
    colour = n.mix(1.0, colour, n.mix(1.0, glow, n.add("ShaderNodeCombineColor", None, Red=light, Green=light, Blue=light).outputs[0], "MULTIPLY"), "ADD")
    if clouds:
        flat = n.math("DIVIDE", 1.0, n.math("ADD", n.math("MAXIMUM", height, 0.0), 0.12))
        plane = n.scaled(ahead, n.add("ShaderNodeCombineXYZ", None, X=flat, Y=flat, Z=0.0).outputs[0])
        plane = n.vector("ADD", n.scaled(plane, clouds.get("stretch", (0.6, 1.4, 1))), (seed, seed * 1.7, seed * 0.3))
        mass = n.noise(plane, clouds.get("scale", 0.8), 7.0, 0.55)
        cover, soft = 0.72 - 0.4 * clouds["cover"], clouds.get("soft", 0.14)
        share = n.range(mass, cover, cover + soft, smooth=True)
        share = n.math("MULTIPLY", share, n.range(height, 0.0, 0.08, 0.25, clouds.get("most", 0.85)))
        lit = n.mix(n.math("POWER", toward, 2.0), clouds["shade"], clouds["lit"])
        lit = n.mix(n.range(mass, cover, cover + 2.5 * soft), clouds["lit"], lit)
        colour = n.mix(share, colour, lit)
    background = n.add("ShaderNodeBackground", None, Color=colour, Strength=strength)
    n.set(n.add("ShaderNodeOutputWorld").inputs["Surface"], background.outputs[0])
    world.cycles.sampling_method = "MANUAL"
    world.cycles.sample_map_resolution = 512
    return world


def picture(quality, eye, *, width=4096, half=False, stereo=False, exposure=0.0, look="AgX - Medium High Contrast",
            bounces=4, threads=2, samples=None, heading=0.0):
    """Render a panorama from `eye`; returns one array, or two (left, right) with `stereo`.

    `half` takes the front half of the sphere only, `width` is one eye's final width.
    """
    share, quality_samples = QUALITIES[quality]
    scene = bpy.context.scene
    camera_data = bpy.data.cameras.new("camera")
    camera_data.type, camera_data.panorama_type = "PANO", "EQUIRECTANGULAR"
    camera_data.clip_end = 20000
    if half:
        camera_data.longitude_min, camera_data.longitude_max = -math.pi / 2, math.pi / 2
    camera = bpy.data.objects.new("camera", camera_data)
    camera.location, camera.rotation_euler = eye, (math.pi / 2, 0, math.radians(-heading))
    scene.collection.objects.link(camera)
    scene.camera = camera

    render, cycles = scene.render, scene.cycles
    render.resolution_x = int(width * share)
    render.resolution_y = int(width * share) // (1 if half else 2)
    render.resolution_percentage = 100
    render.threads_mode, render.threads = "FIXED", threads
    render.use_persistent_data = True
    cycles.device, cycles.use_light_tree = "CPU", False
    cycles.samples = samples or quality_samples
    cycles.use_adaptive_sampling = False
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.denoising_input_passes, cycles.denoising_prefilter = "RGB_ALBEDO_NORMAL", "FAST"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = bounces, max(bounces - 1, 1), 2
    cycles.transmission_bounces, cycles.transparent_max_bounces = 3, 6
    cycles.sample_clamp_indirect, cycles.sample_clamp_direct = 3.0, 0.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.blur_glossy = 0.5
    cycles.use_auto_tile, cycles.tile_size = True, 2048
    scene.view_settings.view_transform, scene.view_settings.look = "AgX", look
    scene.view_settings.exposure = exposure
    render.image_settings.file_format, render.image_settings.color_depth = "PNG", "8"
    render.image_settings.color_mode, render.image_settings.compression = "RGB", 15
    render.dither_intensity = 1.0
    if stereo:
        render.use_multiview, render.views_format = True, "STEREO_3D"
        render.image_settings.views_format = "INDIVIDUAL"
        camera_data.stereo.use_spherical_stereo = True
        # Parallel: what is infinitely far stands in the same place for both eyes.
        camera_data.stereo.convergence_mode = "PARALLEL"
        camera_data.stereo.interocular_distance = EYE_DISTANCE
        camera_data.stereo.use_pole_merge = True
        camera_data.stereo.pole_merge_angle_from = math.radians(60)
        camera_data.stereo.pole_merge_angle_to = math.radians(80)

    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        render.filepath = str(Path(folder) / "view")
        with silence():
            bpy.ops.render.render(write_still=True)
        names = sorted(Path(folder).glob("view*"))
        pictures = [np.asarray(Image.open(name).convert("RGB")) for name in names]
    print(f"rendered {render.resolution_x}×{render.resolution_y} ×{len(pictures)} in {time.monotonic() - started:.0f} s", flush=True)
    return pictures if stereo else pictures[0]
