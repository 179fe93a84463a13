"""Speak the words of the experiences that are told by rules: stand-in voices, and captions in time with them.

    python3 experiences/make/voices.py [fisketur dansbanan …]

The words stand in `experiences/<id>/make/words.json`: a list of sentences for each narration and language. Each
becomes `media/<narration>.<language>.ogg` with its `.vtt`. Read the same words with a voice people know, save
the recording under the same name, set the times in the `.vtt`, and take `stand_in` out of the manifest.
"""

import json
import sys
from pathlib import Path

import speech

ROOT = Path(__file__).resolve().parents[1]


def main():
    wanted = sys.argv[1:]
    for words in sorted(ROOT.glob("*/make/words.json")):
        folder = words.parents[1]
        if wanted and folder.name not in wanted:
            continue
        for name, languages in json.loads(words.read_text(encoding="utf-8")).items():
            for language, sentences in languages.items():
                file = folder / "media" / f"{name}.{language}"
                seconds = speech.narrate(sentences, language, f"{file}.ogg", f"{file}.vtt")
                print(f"{folder.name}/{name}.{language} {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
