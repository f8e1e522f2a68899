"""`python -m kg`: the same as the command `kg`, where the folder of scripts is not on the path."""

from kg.cli.entry import main

if __name__ == "__main__":
    main()
