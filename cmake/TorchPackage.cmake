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
# Another torch in the same place is asked again.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${TORCH_ROOT}/version.py
  cmake/query_torch.py scripts/torch_releases.py requirements/torch.toml)

message(STATUS "torch ${TORCH_VERSION} at ${TORCH_ROOT} (pybind11 internals ${TORCH_PYBIND11})")

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
