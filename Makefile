# make book, make test: each sets up .venv on first use. Windows: see README.md.
PYTHON ?= python3
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
READY := .venv/.ready
LIBRARIES := .venv/.libraries

# Once more on a copy of the project with the edition after the newest: the tests that looked at what is otherwise there, which the
# run before them notes (tests/looking.py); without its note all tests.
NEXT_YEAR := build/next-year
LOOKS := $(CURDIR)/build/looks.json
# What is about processes, machines, browsers and a whole year takes long and seldom changes: make test TESTS= runs it too, as .ci/run does.
TESTS ?= -m "not pipeline"
# With "=": a file that stands apart would be taken for a test, before the option is known, and move the root folder up to it.
# Two processes and more, each with a file at a time, in the order of tests/conftest.py.
SHARED_OUT := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: book test lint next-year nbval bench serve lock clean

book: $(READY)
	$(BIN)/statusbog build

test: lint $(READY)
	$(BIN)/python -m pytest $(SHARED_OUT) $(TESTS) --note-looks="$(LOOKS)"
	$(MAKE) nbval

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy

next-year: $(READY)
	rm -rf $(NEXT_YEAR)
	$(BIN)/python tests/year/make_year.py $(NEXT_YEAR)
	cd $(NEXT_YEAR) && export PYTHONPATH="$(CURDIR)/$(NEXT_YEAR)/src" && "$(CURDIR)/$(BIN)/statusbog" run && \
	  "$(CURDIR)/$(BIN)/python" -m pytest $(SHARED_OUT) $(TESTS) --leave-out="$(LOOKS)" --ignore tests/year tests

nbval: $(READY)
	JUPYTER_DEFAULT_PROVISIONER_NAME=statusbog-warm \
	  $(BIN)/python -m pytest --nbval --nbval-current-env -n auto --dist loadfile -W default book

# About an hour; writes docs/benchmarks.md.
bench: $(READY)
	$(BIN)/python benchmarks/bench.py

serve: $(READY)
	$(BIN)/statusbog serve

$(READY): $(LIBRARIES) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/python -c "open('$(READY)', 'w').close()"

# The libraries are those of the lock; a new version of the project itself installs none of them anew.
$(LIBRARIES): requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -c "open('$(LIBRARIES)', 'w').close()"

# Newest versions that pyproject.toml allows, for all systems; names no index.
lock:
	uv pip compile pyproject.toml --extra appendix --extra cluster --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --upgrade -o requirements.txt

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
