# kg in an image: pinned and hashed packages in one layer, kg itself in another, a user without rights.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" > runtime.txt
# constraints.txt holds versions and hashes of everything, developers' tools too: only what kg needs is taken.
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r runtime.txt -c constraints.txt
RUN python -m venv /tools && /tools/bin/pip install --require-hashes hatchling -c constraints.txt
COPY README.md LICENSE ./
COPY kg kg
COPY schema schema
COPY queries queries
COPY seeds seeds
RUN /tools/bin/python -m hatchling build -t wheel -d dist
RUN /venv/bin/pip install --no-deps dist/*.whl

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 kg
COPY --from=build /venv /venv
COPY seeds/documents /home/kg/seeds/documents
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
USER kg
WORKDIR /home/kg
ENTRYPOINT ["kg"]
CMD ["--help"]
