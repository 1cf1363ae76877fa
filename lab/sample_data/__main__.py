"""`python -m lab.sample_data` writes the generated files of core/sample_data, the same rows every time."""

from core.sample_data.reading import DIRECTORY

from .generate import write

write(DIRECTORY)
