"""From quarter notes to seconds, as people play: a beat that breathes, phrases that lean on their ends, hands that are never quite together."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Played:
    """A note as it is played: when and how long (seconds), pitch, how strong (0 to 1), and what is with it."""

    at: float
    seconds: float
    pitch: float
    strong: float
    slurred: bool = False
    grace: tuple = ()
    last: bool = False


class Pulse:
    """The course of time of one performance.

    `quarters` a minute; each `phrase` quarters the time leans: it hurries a little in the middle and takes `lean` (a share)
    more towards the end; `last` is how much slower the very end is; `holds` {quarter: seconds} waits; `lilt` {place in
    the bar: quarters} moves beats; `lead` seconds of silence come first.
    """

    def __init__(self, end, quarters, bar, first_bar=0.0, phrase=16.0, lean=0.02, last=0.35, holds=(), lilt=(), lead=0.25, seed=1):
        grid = np.arange(0, end + bar + 1e-9, 1 / 24)
        place = ((grid - first_bar) % phrase) / phrase
        slow = 1 + lean * (1.4 * np.clip((place - 0.7) / 0.3, 0, 1) ** 2 - 0.45 * np.sin(np.pi * place))
        slow *= 1 + last * np.clip((grid - (end - 1.6 * bar)) / (1.6 * bar), 0, 1.3) ** 1.6
        random = np.random.default_rng(seed)
        drift = np.interp(grid, np.arange(0, end + 3 * bar, 2.0), random.normal(0, 0.006, len(np.arange(0, end + 3 * bar, 2.0))))
        step = 60 / quarters / 24 * slow * (1 + drift)
        self.grid, self.times = grid, lead + np.concatenate([[0], np.cumsum(step)[:-1]])
        for where, wait in dict(holds).items():
            self.times = self.times + wait * (grid > where + 1e-6)
        self.bar, self.first_bar, self.lilt = bar, first_bar, dict(lilt)
        self.end = float(np.interp(end, grid, self.times))

    def second(self, quarter):
        """When a quarter is."""
        place = (quarter - self.first_bar) % self.bar
        shift = self.lilt.get(round(place * 12) / 12, 0.0)
        return float(np.interp(quarter + shift, self.grid, self.times))

    def weight(self, quarter):
        """How heavy a beat is, 0 to 1: the first of the bar most."""
        place = round(((quarter - self.first_bar) % self.bar) * 12) / 12
        if place == 0:
            return 1.0
        if self.bar == 4 and place == 2:
            return 0.7
        return 0.55 if place == int(place) else 0.35

    def play(self, notes, seed, loose=0.006, detached=0.90, strength=0.7, arch=16.0):
        """Notes as a person plays them: `detached` is how much of each is held, `arch` the quarters over which loudness rises and falls."""
        random = np.random.default_rng(seed)
        out = []
        for i, n in enumerate(notes):
            begin = self.second(n.at) + random.normal(0, loose)
            until = self.second(n.at + n.beats)
            goes_on = i + 1 < len(notes) and notes[i + 1].slurred
            held = 1.0 if goes_on else detached
            swell = 0.10 * np.sin(np.pi * (((n.at - self.first_bar) % arch) / arch))
            strong = strength + swell + 0.16 * (self.weight(n.at) - 0.5) + random.normal(0, 0.025)
            out.append(Played(begin, max(0.05, (until - begin) * held), n.pitch, float(np.clip(strong, 0.15, 1.0)), n.slurred, n.grace, i + 1 == len(notes)))
        return out
