# Everything lives in .venv; `make demo` and `make test` set it up when it is not there.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-slow test-cluster lint search bench pictures docs clean

demo: $(VENV)/app  ## set up and open the app on the sample data, the best scaling first
	@$(BIN)/runcmp sample_data --sort -efficiency

# What pytest makes of a test file before it is imported is kept: made here once, on a core that has
# nothing else to do, and not by each of several processes that begin with the same files at once.
test: $(VENV)/dev  ## set up, check style and types, run all tests
	@$(BIN)/python -m pytest -n 0 --collect-only -qq > /dev/null & \
		$(MAKE) --no-print-directory lint; status=$$?; wait; exit $$status
	@$(BIN)/python -m pytest

test-slow: $(VENV)/dev  ## run the tests that take long: kills in every step, a cluster, jobs of a batch system
	@$(BIN)/python -m pytest -m slow

test-cluster: $(VENV)/dev  ## run the tests on a real Slurm and on PostgreSQL servers, and say what of it is not here
	@$(BIN)/python -m pytest -n 0 -m cluster -rs tests/parsers/archive

lint: $(VENV)/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

SECONDS ?= 60

search: $(VENV)/dev  ## try hostile inputs, and examples that may break a property, new ones each time, for SECONDS
	@POLARS_MAX_THREADS=1 $(BIN)/python benchmarks/search.py --seconds $(SECONDS)

bench: $(VENV)/dev  ## measure runcmp against DataTable and VisiData
	@$(BIN)/python benchmarks/terminal.py

pictures: $(VENV)/dev  ## draw the README's pictures anew
	@$(BIN)/python docs/pictures.py

docs: pictures  ## write what the documents' commands print, the keys, columns and pictures anew
	@RUNCMP_DOCS=write $(BIN)/python -m pytest -n 0 tests/test_docs.py

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "runcmp needs Python 3.11 or newer; name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/app: pyproject.toml constraints.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/python -m compileall -q runcmp parsers analysis tui  # as pip does with all else
	@$(BIN)/python -m runcmp.compile_all  # all that is compiled in one file
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[archive-tests]' || echo "without Dask and PostgreSQL: tests of --workers and postgresql:// are skipped"
	@touch $@ $(VENV)/app

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache
