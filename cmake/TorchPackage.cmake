# The libraries of the torch package that the active Python would import, as imported targets:
#
#   torch::core    headers, libtorch, libtorch_cpu, libc10; no Python
#   torch::python  torch::core, libtorch_python and the pybind11 headers that torch was built with
#
# Torch's own CMake package is not used: for a CUDA build of torch it demands a CUDA toolkit, which
# nothing here needs, and it warns about static libraries that the wheels leave out.

execute_process(
  COMMAND ${Python_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/query_torch.py
  OUTPUT_VARIABLE torch_answers
  ERROR_VARIABLE torch_trouble
  RESULT_VARIABLE torch_result
  OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT torch_result EQUAL 0)
  message(FATAL_ERROR "${torch_trouble}")
endif()
string(REPLACE "\n" ";" torch_answers "${torch_answers}")
foreach(answer IN LISTS torch_answers)
  string(REGEX MATCH "^([A-Z0-9_]+)=(.*)$" answer "${answer}")
  set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
endforeach()
set(TORCH_LIBRARY_DIR "${TORCH_ROOT}/lib")

if(NOT TORCH_VERSION MATCHES "^2\\.13\\.")
  message(FATAL_ERROR "torch ${TORCH_VERSION} at ${TORCH_ROOT} is not 2.13: pip install torch==2.13.0")
endif()

# With another internals version the extension builds, but cannot exchange C++ types such as
# torch::jit::Module with torch's own module; so do not build it.
if(NOT TORCH_PYBIND11_HEADER STREQUAL TORCH_PYBIND11_BINARY OR TORCH_PYBIND11_HEADER STREQUAL "unknown")
  message(FATAL_ERROR
    "pybind11 mismatch: the headers in ${TORCH_ROOT}/include have internals version "
    "${TORCH_PYBIND11_HEADER}, torch's library was built with version ${TORCH_PYBIND11_BINARY}. "
    "Reinstall torch (pip install --force-reinstall torch==2.13.0): something replaced its headers.")
endif()
message(STATUS "torch ${TORCH_VERSION} at ${TORCH_ROOT} (pybind11 internals ${TORCH_PYBIND11_BINARY})")

# add_torch_library(NAME) makes the imported target torch::lib_NAME.
function(add_torch_library name)
  find_library(torch_${name}_library NAMES ${name} PATHS ${TORCH_LIBRARY_DIR}
               NO_DEFAULT_PATH NO_CACHE REQUIRED)
  add_library(torch::lib_${name} UNKNOWN IMPORTED)
  set_target_properties(torch::lib_${name} PROPERTIES IMPORTED_LOCATION ${torch_${name}_library})
endfunction()

foreach(name IN ITEMS torch torch_cpu c10 torch_python)
  add_torch_library(${name})
endforeach()

add_library(torch::core INTERFACE IMPORTED)
target_include_directories(torch::core SYSTEM INTERFACE
  ${TORCH_ROOT}/include ${TORCH_ROOT}/include/torch/csrc/api/include)
# libtorch itself holds no code: it is linked, needed or not, because it pulls in the back ends
# (CUDA and others) that this build of torch has.
target_link_libraries(torch::core INTERFACE
  $<$<PLATFORM_ID:Linux>:-Wl,--push-state,--no-as-needed>
  torch::lib_torch
  $<$<PLATFORM_ID:Linux>:-Wl,--pop-state>
  torch::lib_torch_cpu torch::lib_c10)

add_library(torch::python INTERFACE IMPORTED)
target_link_libraries(torch::python INTERFACE torch::core torch::lib_torch_python)
