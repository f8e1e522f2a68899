"""The page of `kg serve`: who is said to stand behind whom, in which words, and who denies it.

    with Desk(lambda: opened(graph, writable=True), graph) as desk:
        run(application(desk, access(host, writable=True)), host, None, print)

address.py      what a page shows, as its address: `State`
desk.py         the graph behind it: read once a version, selected from memory, watched
application.py  the frame and what fills it; one module a tab or concern
security.py     who may ask for what

Nothing is loaded from elsewhere and nothing leaves the machine.
"""
