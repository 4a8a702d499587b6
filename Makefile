# Two commands do everything from a clone: `make serve` and `make test`.
PYTHON ?= python3
PORT ?= 8000
NEXT = $(shell expr $(PORT) + 1)
PORTS = $(PORT)
BIN := .venv/bin
READY := .venv/.ready
# The tests run side by side; threads of tiny products would only wait for each other.
export OMP_NUM_THREADS = 1

.PHONY: help serve edit test check pages style build slips nightly zensical update bench release clean port

# What there is
help:
	@awk '/^# /{c=substr($$0,3)} /^[a-z]+:/{split($$1,t,":"); if (c) printf "make %-8s %s\n",t[1],c; c=""}' $(MAKEFILE_LIST)

# Both languages as they are published, at http://127.0.0.1:8000/ and /en/; PORT=8001 for another
serve: port build
	@echo 'http://127.0.0.1:$(PORT)/ and http://127.0.0.1:$(PORT)/en/'
	@$(BIN)/python -m http.server -b 127.0.0.1 -d site $(PORT) >/dev/null 2>&1

# For writing: Chinese at :8000/, English at :8001/en/, each page reloaded when it is saved
edit: PORTS = $(PORT) $(NEXT)
edit: port build
	@trap 'kill 0' INT; ZH=http://127.0.0.1:$(PORT)/ EN=http://127.0.0.1:$(NEXT)/en/; \
	OTHER=$$EN $(BIN)/mkdocs serve --livereload --dirty -a 127.0.0.1:$(PORT) & \
	OTHER=$$ZH $(BIN)/mkdocs serve --livereload --dirty -a 127.0.0.1:$(NEXT) -f mkdocs.en.yml & wait

# What CI runs: style, pages, package, press, every snippet of both languages, the site in a browser
test: $(READY) style
	$(BIN)/pytest -q -n auto --dist worksteal -m "not nightly"
	$(MAKE) build
	$(BIN)/pytest -q -n 2 --dist worksteal tests/site --ignore=tests/site/test_offline.py

# Style and pages alone: what is missing in which language, by file and line
check: $(READY)
	@$(MAKE) --no-print-directory -k style pages

pages: $(READY)
	$(BIN)/pytest -q -n auto -m "not runs_pages" tests/pages

style: $(READY)
	$(BIN)/ruff check -q
	$(BIN)/ruff format -q --check
	$(BIN)/typos README.md CONTRIBUTING.md docs/en docs/assets/figures docs/assets/explorables src tests

# Both languages into site/
build: $(READY)
	$(BIN)/mkdocs build --strict
	$(BIN)/mkdocs build --strict -f mkdocs.en.yml

# Prove that the checks of equations notice every slip in their code; PAGES=docs/zh/… for some
slips: $(READY)
	$(BIN)/python -m lecturekit.slips $(PAGES)

# What CI tests at night, too: torchrun, slips in explorables and blanks, shapes and types in the package
nightly: $(READY)
	$(BIN)/pytest -q -n auto -m nightly tests
	$(BIN)/pytest -q tests/linearnets --jaxtyping-packages=linearnets,beartype.beartype

# The lectures by Zensical, the successor of Material, held against the site
zensical: $(READY) build
	$(BIN)/pip install -q -c constraints.txt zensical
	$(BIN)/python -m lecturekit.zensical
	$(BIN)/pytest -q tests/zensical

# Rewrite stale outputs of the pages, or of PAGES="docs/zh/… docs/en/…", and show what changed
update: $(READY)
	$(BIN)/python -m lecturekit.outputs $(PAGES)
	git diff docs README.md README.zh.md

# Our code beside PyTorch, scikit-learn and C, as ratios; takes minutes
bench: $(READY)
	$(BIN)/python tests/bench/linear.py
	$(BIN)/python tests/bench/vectorization.py
	$(BIN)/python tests/bench/softmax_regression.py

# The site to read from a disk and a PDF a language, into dist/; needs Chromium
release: build
	$(BIN)/python -m lecturekit.release
	$(BIN)/pytest -q tests/site/test_offline.py

# Remove all that was made, .venv as well
clean:
	rm -rf .venv .cache .ruff_cache dist site src/*/*.egg-info

port: $(READY)
	@for port in $(PORTS); do \
	  $(BIN)/python -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' $$port 2>/dev/null \
	  || { echo "port $$port is taken: make $(MAKECMDGOALS) PORT=$$((port + 2))"; exit 1; }; done

$(READY): pyproject.toml src/lecturekit/pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("expected Python 3.11 or later: make PYTHON=python3.13")'
	@echo 'Installing into .venv; this may take minutes.'
	$(PYTHON) -m venv .venv
	@# Python compiles what is imported; pip would compile everything, for half a minute.
	$(BIN)/pip install -q --no-compile -c constraints.txt -e '.[test]' -e 'src/lecturekit[release]'
	@touch $@
