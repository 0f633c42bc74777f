"""Exercise packages: from a folder to a frozen, checked package."""

from exercises.loader.library import EXERCISES, load, load_all, load_folder
from exercises.loader.package import Fault, Package, PackageError, Solution

__all__ = ["EXERCISES", "Fault", "Package", "PackageError", "Solution", "load", "load_all", "load_folder"]
