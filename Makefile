# The checkout's commands. Each one can be repeated: what is up to date is not done again.

# The interpreter that .venv is made from; any Python from 3.11 on.
PYTHON3 ?= python3

VENV := .venv
ifeq ($(OS),Windows_NT)
VENV_BIN := $(VENV)/Scripts
else
VENV_BIN := $(VENV)/bin
endif
PYTHON := $(VENV_BIN)/python

SETUP_STAMP := $(VENV)/.requirements-installed
EDITABLE_STAMP := $(VENV)/.editable-installed
DOTNET := $(PYTHON) scripts/setup_dotnet.py

# Puts DOTNET_ROOT and its companions into a recipe's shell; changes nothing where there is no .NET.
WITH_DOTNET = eval "$$($(DOTNET) env 2>/dev/null)";

CXX_SOURCES = $(shell find csrc tests/cpp bench/cpp -name '*.h' -o -name '*.c' -o -name '*.cpp' 2>/dev/null)
PY_SOURCES = $(wildcard torchsharp_py scripts cmake tests samples bench) setup.py

# gen: every scripts/gen_*.py writes checked-in files.
GENERATORS = $(sort $(wildcard scripts/gen_*.py))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup tools dotnet build native assemblies demo test lint format bench gen clean distclean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 20

setup: $(SETUP_STAMP) dotnet ## check tools, make .venv, provide .NET
	@echo "==> set-up is complete"

# Each missing tool is named with how to get it.
tools:
	@missing=0; \
	need() { command -v "$$1" >/dev/null 2>&1 || { echo "missing: $$1 ($$2)"; missing=1; }; }; \
	need $(PYTHON3) "Python 3.11 or later: python.org, or apt-get install python3 python3-venv"; \
	need $(CXX) "a C++20 compiler: apt-get install g++"; \
	need cmake "CMake 3.25 or later: apt-get install cmake, or pip install cmake"; \
	need ninja "apt-get install ninja-build, or pip install ninja"; \
	[ $$missing = 0 ] || exit 1
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON3) is older than 3.11: make setup PYTHON3=/path/to/python3"; exit 1; }

$(PYTHON): | tools
	@echo "==> making $(VENV)"
	@$(PYTHON3) -m venv $(VENV) \
		|| { echo "missing: Python's venv module (apt-get install python3-venv)"; exit 1; }

# make sees that a requirements file is newer; the hash sees whether it says anything else.
$(SETUP_STAMP): requirements/runtime.txt requirements/dev.txt | $(PYTHON)
	@hash=$$(cat $^ | cksum); \
	if [ -f $@ ] && [ "$$(cat $@)" = "$$hash" ]; then touch $@; else \
		$(PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON3) -m venv --clear $(VENV); \
		echo "==> installing the pinned requirements into $(VENV)"; \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt \
		&& echo "$$hash" > $@; \
	fi

# Status 3: there can be no .NET here. The Python half goes on without.
dotnet: $(SETUP_STAMP)
	@$(DOTNET) ensure >/dev/null || { status=$$?; [ $$status = 3 ] || exit $$status; \
		echo "==> left out everything in C#: there is no .NET SDK (see above)"; }

build: $(EDITABLE_STAMP) native assemblies ## build the C++ libraries, the Python package in place, the C# projects

# The assembly is left to dirs.proj, which builds it together with all that refer to it.
NATIVE_BUILD := TORCHSHARP_PY_TESTS=1 TORCHSHARP_PY_DOTNET=0

native: $(SETUP_STAMP)
	@$(NATIVE_BUILD) $(PYTHON) setup.py --quiet build_ext --inplace

$(EDITABLE_STAMP): pyproject.toml setup.py $(SETUP_STAMP) | native
	@echo "==> installing the package into $(VENV), in place"
	@$(NATIVE_BUILD) $(PYTHON) -m pip install --quiet --disable-pip-version-check \
		--no-build-isolation --no-deps -e .
	@touch $@

# What samples/csharp/Generated is generated from.
SAMPLE_MODEL := build/samples/sample.pt

$(SAMPLE_MODEL): samples/sample_model.py | $(SETUP_STAMP)
	@mkdir -p $(@D)
	@$(PYTHON) samples/sample_model.py $@ >/dev/null

assemblies: $(SETUP_STAMP) $(SAMPLE_MODEL) | native dotnet
	@if $(DOTNET) root >/dev/null 2>&1; then \
		echo "==> building the C# projects"; \
		$(DOTNET) run -- build dirs.proj -nologo -verbosity:quiet -clp:NoSummary; \
	else echo "==> left out the C# projects: there is no .NET SDK (make setup says why)"; fi

demo: build ## build, then run the demonstration
	@$(WITH_DOTNET) $(PYTHON) samples/demo.py

test: build lint ## build, lint, then run every test
	@echo "==> testing"
	@$(WITH_DOTNET) $(PYTHON) -m pytest tests $(PYTEST_ARGS)

lint: $(SETUP_STAMP) ## check formatting, lint and types
	@echo "==> linting"
	@$(VENV_BIN)/ruff format --check --quiet $(PY_SOURCES)
	@$(VENV_BIN)/ruff check --quiet $(PY_SOURCES)
	@$(VENV_BIN)/mypy
	@$(VENV_BIN)/clang-format --dry-run -Werror $(CXX_SOURCES)

format: $(SETUP_STAMP) ## rewrite Python and C++ in the house format
	@$(VENV_BIN)/ruff check --quiet --fix-only $(PY_SOURCES)
	@$(VENV_BIN)/ruff format --quiet $(PY_SOURCES)
	@$(VENV_BIN)/clang-format -i $(CXX_SOURCES)

bench: build ## measure against the budgets
	@$(WITH_DOTNET) $(PYTHON) bench/run.py $(BENCH_ARGS)

gen: $(SETUP_STAMP) ## regenerate the checked-in generated code
	@for generator in $(GENERATORS); do \
		echo "==> $$generator"; $(PYTHON) $$generator || exit 1; done

clean: ## remove what was built
	rm -rf build dist *.egg-info torchsharp_py/lib torchsharp_py/include torchsharp_py/_C*.so \
		torchsharp_py/_C*.pyd $(EDITABLE_STAMP) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -path ./$(VENV) -prune -o -path ./.dotnet -prune -o -name __pycache__ -print0 | xargs -0 rm -rf

distclean: clean ## remove what was built and what was set up
	rm -rf $(VENV) .dotnet .dotnet-partial-*
