"""A thing of several materials: one `Form` for each, and the way from there into the world.

    pot = Body()
    pot["solid"].turned(profile, metal("b8633a", place))
    pot.thing("coffee-pot", at=place)

Names of materials are those of the world's contract ("solid", "solid-wood", "cloth", "glow-ember").
"""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))

from forms import Piece  # noqa: E402
from rooms.form import Form  # noqa: E402


class Body:
    """Forms by the name of their material."""

    def __init__(self, seed=1):
        self.forms, self.seed = {}, seed

    def __getitem__(self, material):
        return self.forms.setdefault(material, Form(self.seed))

    def merge(self, other, offset=(0, 0, 0), turn=0.0, scale=1.0, matrix=None, tone=1.0):
        """All of another body, placed as `Form.merge` places."""
        for material, form in other.forms.items():
            self[material].merge(form, offset, turn, scale, matrix, tone)
        return self

    def piece(self):
        """The finished arrays."""
        piece = Piece()
        for material, form in self.forms.items():
            if form.count:
                points, normals, colours, sways, uvs, triangles = form.arrays()
                rgba = np.concatenate([np.clip(colours, 0, 1), sways[:, None]], axis=1)
                piece.add(material, points, normals, rgba, triangles, True, uvs)
        return piece

    def thing(self, name, **where):
        """The object in the scene; `where` as in `Piece.thing`."""
        return self.piece().thing(name, **where)

    @property
    def triangles(self):
        """How many triangles it has."""
        return sum(len(t) for form in self.forms.values() for t in form.triangles)
