# The checkout's commands. Each one can be repeated: what is up to date is not done again.

# The interpreter that .venv is made from; any Python from 3.11 on.
PYTHON3 ?= python3
# The torch to build against. This tree has one; for another, the same command runs in a copy of the
# tree, build/torch-VERSION, with an environment of its own, .venv-torch-VERSION.
TORCH_OF_TREE := $(shell cat .torch-version 2>/dev/null || sed -n 's/^default = "\(.*\)"/\1/p' requirements/torch.toml)
TORCH ?= $(TORCH_OF_TREE)

ifneq ($(TORCH),$(TORCH_OF_TREE))
GOALS := $(or $(MAKECMDGOALS),help)
.PHONY: $(GOALS) tree
$(GOALS): tree
	@$(MAKE) --no-print-directory -C build/torch-$(TORCH) $@

tree:
	@$(PYTHON3) scripts/torch_tree.py $(TORCH)
else
# How many tests run at the same time. Each process holds torch and .NET: about 1 GB. Operators use
# one thread each, or the processes would wait for each other's.
TEST_PROCESSES ?= 2

VENV := .venv
# In a copy for another torch, .venv is a link to the environment, and venv makes none through a link.
VENV_FOLDER = $(or $(realpath $(VENV)),$(VENV))
ifeq ($(OS),Windows_NT)
VENV_BIN := $(VENV)/Scripts
else
VENV_BIN := $(VENV)/bin
endif
PYTHON := $(VENV_BIN)/python

PIP_STAMP := $(VENV)/.pip-installed
BUILD_STAMP := $(VENV)/.build-requirements-installed
DEV_STAMP := $(VENV)/.dev-requirements-installed
TORCHVISION_STAMP := $(VENV)/torchvision/.installed
ONNX_STAMP := $(VENV)/onnx/.installed
EDITABLE_STAMP := $(VENV)/.editable-installed
DOTNET := $(PYTHON) scripts/setup_dotnet.py

TORCH_RELEASES := $(PYTHON) scripts/torch_releases.py

# Errors only: pip warns about each index location that cannot be reached.
PIP_INSTALL := $(PYTHON) -m pip install -qq --disable-pip-version-check

# What is installed is in locks, with the digests of its files; `make lock` writes them. There are two of torch: built for
# CPUs, where an index or a folder of wheels has that, and otherwise what PyPI has. That may need CUDA, which is in
# constraints. The one for CPUs is asked for by its own version: in one lock, pip would prefer the file whose digest the
# index tells, and fetch gigabytes.
TORCH_LOCK := requirements/torch-$(TORCH).txt
CUDA_LOCK := requirements/torch-$(TORCH)-cuda.txt
CPU_LOCK := $(wildcard requirements/torch-$(TORCH)-cpu.txt)
TORCHVISION_LOCK := requirements/torch-$(TORCH)-torchvision.txt
CAN_HAVE_CPU_TORCH = $(PIP_INSTALL) --dry-run --ignore-installed --no-deps torch==$(TORCH)+cpu >/dev/null 2>&1
# A torch of that version which is there stays.
CHOOSE_TORCH = if [ -z "$$($(TORCH_RELEASES) missing $(TORCH))" ]; then true; elif [ -n "$(CPU_LOCK)" ] && $(CAN_HAVE_CPU_TORCH); then echo -r $(CPU_LOCK); \
	else echo -r $(TORCH_LOCK) -c $(CUDA_LOCK); fi

# Puts DOTNET_ROOT and its companions into a recipe's shell; changes nothing if there is no .NET.
WITH_DOTNET = eval "$$($(DOTNET) env 2>/dev/null)";

CXX_SOURCES = $(shell find csrc tests/cpp bench/cpp -name '*.h' -o -name '*.c' -o -name '*.cpp' 2>/dev/null)
PY_SOURCES = $(wildcard torchsharp_py scripts cmake tests samples bench) setup.py

# gen: every scripts/gen_*.py writes checked-in files.
GENERATORS = $(sort $(wildcard scripts/gen_*.py))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup tools dotnet build native test-programs package packages assemblies demo-program demo test \
	lint types tidy format fuzz bench gen lock docs sanitize without-torchscript clean distclean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 24

setup: $(DEV_STAMP) $(TORCHVISION_STAMP) dotnet ## check tools, make .venv, provide .NET
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
	@$(PYTHON3) -m venv $(VENV_FOLDER) \
		|| { echo "missing: Python's venv module (apt-get install python3-venv)"; exit 1; }

# install_locked(LOCK, MORE_ARGUMENTS)
# make sees that a lock is newer; the hash sees whether it says anything else.
define install_locked
	@hash=$$(cat $(filter %.txt,$^) | cksum); \
	if [ -f $@ ] && [ "$$(cat $@)" = "$$hash" ]; then touch $@; else \
		$(PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON3) -m venv --clear $(VENV_FOLDER); \
		arguments="-r $(1) $(2)"; echo "==> installing $$arguments into $(VENV)"; \
		$(PIP_INSTALL) --require-hashes $$arguments && echo "$$hash" > $@; \
	fi
endef

$(PIP_STAMP): requirements/pip.txt | $(PYTHON)
	$(call install_locked,requirements/pip.txt)

$(BUILD_STAMP): requirements/build.txt $(TORCH_LOCK) $(CUDA_LOCK) $(CPU_LOCK) $(PIP_STAMP)
	$(call install_locked,requirements/build.txt,$$($(CHOOSE_TORCH)))

$(DEV_STAMP): requirements/dev.txt $(BUILD_STAMP)
	$(call install_locked,requirements/dev.txt)

# What the C# torchvision is compared with. Its wheel is for the torch of CUDA, so it is where no other package finds it.
$(ONNX_STAMP): requirements/onnx.txt | $(DEV_STAMP)
$(TORCHVISION_STAMP): $(TORCHVISION_LOCK) | $(DEV_STAMP)
$(ONNX_STAMP) $(TORCHVISION_STAMP):
	@echo "==> installing $< into $(@D)"
	@rm -rf $(@D)
	@$(PIP_INSTALL) --require-hashes --no-deps --target $(@D) -r $< && touch $@

# Status 3: there can be no .NET here. The Python half goes on without.
dotnet: $(BUILD_STAMP)
	@$(DOTNET) ensure >/dev/null || { status=$$?; [ $$status = 3 ] || exit $$status; \
		echo "==> left out everything in C#: there is no .NET SDK (see above)"; }

build: test-programs package assemblies ## build the libraries, the package in place, all C# projects and the C++ tests

# The assembly is left to the C# projects, which build it together with all that refer to it.
BUILD_EXTENSION := TORCHSHARP_PY_DOTNET=0 $(PYTHON) setup.py --quiet build_ext --inplace

native: $(BUILD_STAMP)
	@$(BUILD_EXTENSION)

# In the same build tree: what `native` built is up to date.
test-programs: native
	@TORCHSHARP_PY_TESTS=1 $(BUILD_EXTENSION)

package: $(EDITABLE_STAMP)

$(EDITABLE_STAMP): pyproject.toml setup.py $(BUILD_STAMP) | native
	@echo "==> installing the package into $(VENV), in place"
	@TORCHSHARP_PY_DOTNET=0 $(PIP_INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

# What samples/csharp/Generated is generated from.
SAMPLE_MODEL := build/samples/sample.pt

$(SAMPLE_MODEL): torchsharp_py/commands/sample_model.py | native
	@$(PYTHON) -m torchsharp_py sample --force $(@D) >/dev/null

# build_csharp(PROJECT, WHAT)
define build_csharp
	@if $(DOTNET) root >/dev/null 2>&1; then \
		echo "==> building $(2)"; \
		$(DOTNET) run -- build $(1) -nologo -verbosity:quiet -clp:NoSummary; \
	else echo "==> left out $(2): there is no .NET SDK (make setup says why)"; fi
endef

assemblies: $(SAMPLE_MODEL) | native dotnet
	$(call build_csharp,dirs.proj,the C# projects)

demo-program: | native dotnet
	$(call build_csharp,samples/csharp/Demo/Demo.csproj,the demonstration in C#)

demo: package demo-program ## build what the demonstration runs, then run it
	@$(WITH_DOTNET) $(PYTHON) samples/demo.py

# In a copy for another torch, formatting and layout are those of the tree that it is copied from.
test: build $(if $(wildcard .torch-version),types,lint) $(TORCHVISION_STAMP) ## build everything, lint, then run every test (TORCH=2.14.1: against that torch)
	@echo "==> testing"
	@$(WITH_DOTNET) OMP_NUM_THREADS=$${OMP_NUM_THREADS:-1} $(PYTHON) -m pytest -n $(TEST_PROCESSES) tests $(PYTEST_ARGS)

# URL is the address of the repository, for the links in the packages.
packages: build ## write a wheel, a source distribution and NuGet packages to dist/
	@$(WITH_DOTNET) $(PYTHON) scripts/make_packages.py $(if $(URL),--url $(URL))

lint: $(DEV_STAMP) ## check formatting, lint, types and layout
	@echo "==> linting"
	@$(VENV_BIN)/ruff format --check --quiet $(PY_SOURCES)
	@$(VENV_BIN)/ruff check --quiet $(PY_SOURCES)
	@$(MAKE) --no-print-directory types
	@$(VENV_BIN)/clang-format --dry-run -Werror $(CXX_SOURCES)
	@$(PYTHON) scripts/check_layout.py
	@$(PYTHON) scripts/lock_requirements.py --check
	@$(PYTHON) scripts/run_clang_tidy.py

types: $(DEV_STAMP) ## check the types of Python
	@$(VENV_BIN)/mypy

tidy: $(DEV_STAMP) ## check every C++ source with clang-tidy (minutes)
	@$(PYTHON) scripts/run_clang_tidy.py --all

# The builds take minutes, so none of these is part of `make test`.
sanitize: assemblies ## run tests and the fuzzer with AddressSanitizer and UBSan (long; PART=python)
	@$(WITH_DOTNET) OMP_NUM_THREADS=$${OMP_NUM_THREADS:-1} TEST_PROCESSES=$(TEST_PROCESSES) \
		$(PYTHON) scripts/sanitize.py $(if $(PART),--part $(PART))

without-torchscript: assemblies ## build the core without TorchScript and test it (minutes)
	@$(WITH_DOTNET) $(PYTHON) scripts/without_torchscript.py

format: $(DEV_STAMP) ## rewrite Python and C++ in the house format
	@$(VENV_BIN)/ruff check --quiet --fix-only $(PY_SOURCES)
	@$(VENV_BIN)/ruff format --quiet $(PY_SOURCES)
	@$(VENV_BIN)/clang-format -i $(CXX_SOURCES)

# N files, of SEED; KIND and BASE choose kinds of damage and good files; CASE is one file of a report.
FUZZ_ARGS ?= $(if $(CASE),--case $(CASE),-n $(or $(N),1000) --seed $(or $(SEED),0)) \
	$(if $(KIND),--kind $(KIND)) $(if $(BASE),--base $(BASE))

fuzz: package assemblies ## damage files and try them in both languages (N=10000 SEED=7 KIND=types)
	@$(WITH_DOTNET) $(PYTHON) -m tests.fuzz $(FUZZ_ARGS)

bench: build $(ONNX_STAMP) ## measure against the budgets
	@$(WITH_DOTNET) $(PYTHON) bench/run.py $(BENCH_ARGS)

gen: $(DEV_STAMP) ## regenerate the checked-in generated code
	@for generator in $(GENERATORS); do \
		echo "==> $$generator"; $(PYTHON) $$generator || exit 1; done

# LOCK_ARGS: --upgrade PACKAGE..., or --upgrade-all.
lock: $(PIP_STAMP) ## lock requirements/*.in: versions and digests (LOCK_ARGS="--upgrade NAME")
	@$(PIP_INSTALL) --require-hashes -r requirements/lock.txt
	@$(PYTHON) scripts/lock_requirements.py $(LOCK_ARGS)

# The C# API comes from the documentation that the compiler writes with the assembly.
docs: $(DEV_STAMP) dotnet ## build the site of the documentation into build/site
	$(call build_csharp,dotnet/TorchSharpPy.Vision/TorchSharpPy.Vision.csproj,the C# assemblies)
	@NO_MKDOCS_2_WARNING=1 $(VENV_BIN)/mkdocs build
	@echo "==> the site is in build/site. To search in it: $(PYTHON) -m http.server -d build/site"

clean: ## remove what was built
	rm -rf build dist *.egg-info torchsharp_py/lib torchsharp_py/include torchsharp_py/_C*.so \
		torchsharp_py/_C*.pyd $(EDITABLE_STAMP) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -path './.venv*' -prune -o -path ./.dotnet -prune -o -name __pycache__ -print0 | xargs -0 rm -rf

distclean: clean ## remove what was built and what was set up
	rm -rf $(VENV) .venv-torch-* .dotnet .dotnet-partial-*
endif
