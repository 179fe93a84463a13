//! The picture of each word of a life story.

import type { Component } from "svelte";
import Baby from "@lucide/svelte/icons/baby";
import Bird from "@lucide/svelte/icons/bird";
import BookOpen from "@lucide/svelte/icons/book-open";
import Car from "@lucide/svelte/icons/car";
import Cat from "@lucide/svelte/icons/cat";
import Cherry from "@lucide/svelte/icons/cherry";
import Church from "@lucide/svelte/icons/church";
import Coffee from "@lucide/svelte/icons/coffee";
import CookingPot from "@lucide/svelte/icons/cooking-pot";
import Croissant from "@lucide/svelte/icons/croissant";
import Dog from "@lucide/svelte/icons/dog";
import Drum from "@lucide/svelte/icons/drum";
import FishingRod from "@lucide/svelte/icons/fishing-rod";
import FlameKindling from "@lucide/svelte/icons/flame-kindling";
import Flower2 from "@lucide/svelte/icons/flower-2";
import Footprints from "@lucide/svelte/icons/footprints";
import Gift from "@lucide/svelte/icons/gift";
import Guitar from "@lucide/svelte/icons/guitar";
import Hammer from "@lucide/svelte/icons/hammer";
import ChessKnight from "@lucide/svelte/icons/chess-knight";
import House from "@lucide/svelte/icons/house";
import KeyboardMusic from "@lucide/svelte/icons/keyboard-music";
import Luggage from "@lucide/svelte/icons/luggage";
import MicVocal from "@lucide/svelte/icons/mic-vocal";
import Moon from "@lucide/svelte/icons/moon";
import Mountain from "@lucide/svelte/icons/mountain";
import MountainSnow from "@lucide/svelte/icons/mountain-snow";
import Music from "@lucide/svelte/icons/music";
import Music2 from "@lucide/svelte/icons/music-2";
import Music3 from "@lucide/svelte/icons/music-3";
import Music4 from "@lucide/svelte/icons/music-4";
import PawPrint from "@lucide/svelte/icons/paw-print";
import Piano from "@lucide/svelte/icons/piano";
import Radio from "@lucide/svelte/icons/radio";
import Sailboat from "@lucide/svelte/icons/sailboat";
import Scissors from "@lucide/svelte/icons/scissors";
import Ship from "@lucide/svelte/icons/ship";
import Snowflake from "@lucide/svelte/icons/snowflake";
import Sprout from "@lucide/svelte/icons/sprout";
import Star from "@lucide/svelte/icons/star";
import Sun from "@lucide/svelte/icons/sun";
import Tractor from "@lucide/svelte/icons/tractor";
import TrainFront from "@lucide/svelte/icons/train-front";
import Trees from "@lucide/svelte/icons/trees";
import UsersRound from "@lucide/svelte/icons/users-round";
import Volleyball from "@lucide/svelte/icons/volleyball";
import Volume2 from "@lucide/svelte/icons/volume-2";
import Waves from "@lucide/svelte/icons/waves";
import WavesLadder from "@lucide/svelte/icons/waves-ladder";

/** A picture for a word; none for one that somebody wrote. */
export const PICTURES: Record<string, Component<{ size?: number; "aria-hidden"?: "true" }> | undefined> = {
  fishing: FishingRod,
  boat: Sailboat,
  lake: Waves,
  sea: Ship,
  swimming: WavesLadder,
  forest: Trees,
  berries: Cherry,
  garden: Sprout,
  flowers: Flower2,
  birds: Bird,
  dogs: Dog,
  cats: Cat,
  horses: ChessKnight,
  farm: Tractor,
  coffee: Coffee,
  baking: Croissant,
  food: CookingPot,
  family: UsersRound,
  children: Baby,
  cottage: House,
  dance: Footprints,
  music: Music,
  radio: Radio,
  church: Church,
  christmas: Gift,
  midsummer: Sun,
  snow: Snowflake,
  mountains: MountainSnow,
  stars: Star,
  fire: FlameKindling,
  travel: Luggage,
  trains: TrainFront,
  cars: Car,
  handicraft: Scissors,
  carpentry: Hammer,
  reading: BookOpen,
  sport: Volleyball,
  schottis: Music2,
  waltz: Music3,
  hambo: Music4,
  accordion: KeyboardMusic,
  dance_band: Guitar,
  songs: MicVocal,
  hymn: Church,
  choir: UsersRound,
  jazz: Drum,
  classical: Piano,
  christmas_songs: Gift,
  lullaby: Moon,
  dark: Moon,
  heights: Mountain,
  crowds: UsersRound,
  loud: Volume2,
  water: Waves,
  animals: PawPrint,
};
