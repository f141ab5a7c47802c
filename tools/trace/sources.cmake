# SPDX-License-Identifier: GPL-2.0-or-later
#
# Made from the sources, and again when one of them changes.
#
# source_hashes: a header, see sources.hpp.

set(source_hashes ${PROJECT_BINARY_DIR}/generated/tools/trace/source_hashes.hpp)
file(GLOB common_sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/lock/*.hpp
    ${PROJECT_SOURCE_DIR}/lock/judge/*.?pp
    ${PROJECT_SOURCE_DIR}/scenarios/framework/*.?pp)
list(APPEND common_sources
    model/interrupts.hpp
    model/platform.hpp
    model/virtual_clock.cpp
    tools/checker/bench.hpp
    tools/checker/lock_platform.hpp
    tools/checker/to_judge.cpp
    tools/rig/ownership.hpp
    tools/rig/rendezvous.hpp)
list(SORT common_sources)
file(GLOB scenario_sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/scenarios/*.cpp)
list(TRANSFORM common_sources PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE hashed)
list(TRANSFORM scenario_sources PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE hashed_scenarios)
add_custom_command(
    OUTPUT ${source_hashes}
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DOUTPUT=${source_hashes}
            "-DCOMMON=${common_sources}" "-DSCENARIOS=${scenario_sources}"
            -P ${PROJECT_SOURCE_DIR}/tools/trace/source_hashes.cmake
    DEPENDS ${hashed} ${hashed_scenarios} ${PROJECT_SOURCE_DIR}/tools/trace/source_hashes.cmake
    VERBATIM)

# source_texts: what pages show beside the steps of a trace, see source_texts.hpp.
set(source_texts ${PROJECT_BINARY_DIR}/generated/tools/trace/source_texts.cpp)
file(GLOB shown_sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/lock/*.hpp
    ${PROJECT_SOURCE_DIR}/scenarios/*.cpp
    ${PROJECT_SOURCE_DIR}/scenarios/framework/programs.hpp
    ${PROJECT_SOURCE_DIR}/scenarios/framework/small_program.cpp)
list(TRANSFORM shown_sources PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE shown)
add_custom_command(
    OUTPUT ${source_texts}
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DOUTPUT=${source_texts} "-DFILES=${shown_sources}"
            -P ${PROJECT_SOURCE_DIR}/tools/trace/source_texts.cmake
    DEPENDS ${shown} ${PROJECT_SOURCE_DIR}/tools/trace/source_texts.cmake
    VERBATIM)
