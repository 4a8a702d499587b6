# Two commands do everything from a clone: `make serve` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready
export NO_MKDOCS_2_WARNING = 1
# The tests run side by side; threads of tiny products would only wait for each other.
export OMP_NUM_THREADS = 1

# With the folders, whose time changes when a file in them comes or goes.
PRESS = $(wildcard .venv/lib/*/site-packages) $(shell find src tests/lecturekit docs/assets docs/*.yml \
  *.yml pyproject.toml -regex '.*/\(figures\|__pycache__\|.*egg-info\)' -prune -o -print)

.PHONY: help serve test press build shapes update bench release clean

# What there is
help:
	@awk '/^# /{c=substr($$0,3)} /^[a-z]+:/{split($$1,t,":"); if (c) printf "make %-8s %s\n",t[1],c; c=""}' $(MAKEFILE_LIST)

# Both languages at http://127.0.0.1:8000/ and /en/, reloaded after each edit; PORT=8001 for another
serve: $(READY)
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null \
	  || (echo 'port $(PORT) is taken: make serve PORT=$(shell expr $(PORT) + 1)'; exit 1)
	$(BIN)/mkdocs serve --livereload -a 127.0.0.1:$(PORT)

# Everything: the style, the package, the press, every snippet of both languages, the built site in a browser
test: $(READY)
	$(BIN)/ruff check -q
	$(BIN)/ruff format -q --check
	$(MAKE) press
	$(BIN)/pytest -q -n auto --ignore=tests/lecturekit --ignore=src/lecturekit
	$(MAKE) -j2 shapes build
	$(BIN)/pytest -q -n auto --dist loadscope --timeout 900 tests/browser

# The press's own tests, if anything that they depend on has changed since they passed
press: .cache/press-passed
.cache/press-passed: $(PRESS) | $(READY)
	$(BIN)/pytest -q -n auto tests/lecturekit src/lecturekit
	@mkdir -p $(@D) && touch $@

# Both languages into site/
build: $(READY)
	$(BIN)/mkdocs build --strict

# The package's tests once more, with the shapes and types of every call checked
shapes: $(READY)
	$(BIN)/pytest -q tests/linearnets -m "not bad_input" --jaxtyping-packages=linearnets,beartype.beartype

# Rewrite stale outputs of the pages, in both languages, and show what changed
update: $(READY)
	$(BIN)/lecturekit update

# Our code beside PyTorch, scikit-learn and C, as ratios; takes minutes
bench: $(READY)
	$(BIN)/python tests/bench/linear.py
	$(BIN)/python tests/bench/softmax_regression.py

# Wheel, offline site and a PDF a language, with checksums, into dist/; needs Chromium
release: $(READY)
	$(BIN)/lecturekit release

# Remove all that was made, .venv as well
clean:
	rm -rf .venv .cache dist site

$(READY): pyproject.toml src/lecturekit/pyproject.toml
	@echo 'Installing into .venv; this may take minutes.'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[test]' -e 'src/lecturekit[release]'
	@touch $@
