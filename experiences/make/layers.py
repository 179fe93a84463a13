"""One place photographed in several lights, each alone, so that a film can mix them anew in every frame.

Light adds up. A picture under the sky alone plus a picture under the sun alone is the picture under
both, so a few still layers in linear light give every hour of a day. Layers are OpenEXR files of
linear colour with coverage (alpha); where the sky stands there is nothing. Deliberately without a
sky, without mist and without ripples: those move, and are drawn frame by frame.

The shape layer holds what a frame needs to know: in red the share of a pixel that is water, in green
how much of the sky the water mirrors there. The depth layer holds metres from the eye.
"""

import math
import time
from pathlib import Path

import bpy

import stage
from materials import Nodes


def world(colour=(0.0, 0.0, 0.0), zenith=None, mirrored=None):
    """An even sky that lights but is not seen: `colour` at the horizon, `zenith` above; with
    `mirrored`, nothing but that colour in mirrors."""
    world = bpy.data.worlds.new("light")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes.clear()
    n = Nodes(world.node_tree)
    if mirrored:
        glossy = n.add("ShaderNodeLightPath").outputs["Is Glossy Ray"]
        background = n.add("ShaderNodeBackground", None, Color=mirrored, Strength=glossy)
    else:
        up = n.add("ShaderNodeSeparateXYZ", None, Vector=n.add("ShaderNodeTexCoord").outputs["Generated"]).outputs["Z"]
        background = n.add("ShaderNodeBackground", None, Color=n.mix(n.range(up, 0.0, 0.7), colour, zenith or colour), Strength=1.0)
    n.set(n.add("ShaderNodeOutputWorld").inputs["Surface"], background.outputs[0])
    world.cycles.sampling_method = "NONE" if mirrored else "AUTOMATIC"


def still_water():
    """Water as a flat, perfect mirror: the ripples and the angle's share are added in each frame."""
    from materials import start

    material, n = start("still water")
    mirror = n.add("ShaderNodeBsdfGlossy", None, Color=(1, 1, 1), Roughness=0.0)
    marked = n.add("ShaderNodeEmission", None, Color=(1, 0, 0), Strength=0.0)
    both = n.add("ShaderNodeAddShader")
    n.set(both.inputs[0], mirror.outputs[0])
    n.set(both.inputs[1], marked.outputs[0])
    n.set(n.add("ShaderNodeOutputMaterial").inputs["Surface"], both.outputs[0])
    return material, mirror, marked


def depth_material():
    """Every surface glows with its distance from the eye in metres."""
    from materials import start

    material, n = start("depth")
    n.set(n.add("ShaderNodeOutputMaterial").inputs["Surface"], n.add("ShaderNodeEmission", None, Color=(1, 1, 1), Strength=n.add("ShaderNodeCameraData").outputs["View Distance"]).outputs[0])
    return material


def camera(eye, right=0.0):
    """A panorama camera at `eye`, moved `right` metres for a second eye."""
    data = bpy.data.cameras.new("camera")
    data.type, data.panorama_type, data.clip_end = "PANO", "EQUIRECTANGULAR", 20000
    thing = bpy.data.objects.new("camera", data)
    thing.location, thing.rotation_euler = (eye[0] + right, eye[1], eye[2]), (math.pi / 2, 0, 0)
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing


def render(path, width, samples, *, bounces=3, denoise=True, threads=1, override=None):
    """Photograph what stands now into the OpenEXR file `path`, `width` × `width`/2."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    scene = bpy.context.scene
    picture, cycles = scene.render, scene.cycles
    picture.resolution_x, picture.resolution_y, picture.resolution_percentage = width, width // 2, 100
    picture.threads_mode, picture.threads = "FIXED", threads
    picture.use_persistent_data, picture.film_transparent = True, True
    cycles.device, cycles.use_light_tree = "CPU", False
    cycles.samples, cycles.use_adaptive_sampling = samples, False
    cycles.use_denoising, cycles.denoiser = denoise, "OPENIMAGEDENOISE"
    cycles.denoising_input_passes, cycles.denoising_prefilter = "RGB_ALBEDO_NORMAL", "FAST"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = bounces, max(bounces - 1, 0), 2
    cycles.transmission_bounces, cycles.transparent_max_bounces = 3, 6
    cycles.sample_clamp_indirect, cycles.caustics_reflective, cycles.caustics_refractive = 3.0, False, False
    cycles.blur_glossy, cycles.use_auto_tile = 0.5, False
    bpy.context.view_layer.material_override = override
    settings = picture.image_settings
    settings.file_format, settings.color_mode, settings.color_depth, settings.exr_codec = "OPEN_EXR", "RGBA", "16" if override is None else "32", "ZIP"
    picture.filepath = str(path)
    started = time.monotonic()
    with stage.silence():
        bpy.ops.render.render(write_still=True)
    print(f"{path.name}: {width}×{width // 2} in {time.monotonic() - started:.0f} s", flush=True)
