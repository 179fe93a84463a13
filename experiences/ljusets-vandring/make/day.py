"""The day's course, known to the camera and to the film: where the sun goes.

Yaw grows to the right, 0 is straight ahead (south-west); heights are degrees above the horizon. A
late August day at 59° north.
"""

# Where the sun stands in each photographed layer: (yaw, height).
SUNS = {"sun0": (-128, 6), "sun1": (-108, 17), "sun2": (-50, 39), "sun3": (-4, 35), "sun4": (34, 20), "sun5": (58, 5.5)}

# The whole round: (share of the loop, the sun's yaw, its height). The first six are the layers above.
ROUND = (
    (0.00, -128, 4.5), (0.14, -108, 17), (0.30, -50, 39), (0.42, -4, 35), (0.54, 34, 20), (0.66, 58, 5.5),
    (0.72, 66, 0), (0.78, 74, -6), (0.85, 120, -10), (0.92, 185, -6), (0.965, 215, -1), (1.00, 232, 4.5),
)
