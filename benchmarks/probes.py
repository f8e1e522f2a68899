"""Print how many probe sentences are read rightly, and what is wrong with the others.

.venv/bin/python -m benchmarks.probes
"""

from tests.claims import probing


def main() -> None:
    total, right = 0, 0
    for path in probing.files():
        found = probing.failures(probing.probes(path))
        good = sum(not wrong for wrong in found.values())
        total, right = total + len(found), right + good
        print(f"{path.stem}: {good} of {len(found)}")
        for text, wrong in found.items():
            if wrong:
                print(f"- {text}", *wrong, sep="\n    ")
    print(f"all: {right} of {total}")


if __name__ == "__main__":
    main()
