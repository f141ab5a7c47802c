# SPDX-License-Identifier: GPL-2.0-or-later
#
# source_texts: the sources that pages show beside the steps of a trace, see source_texts.hpp.
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
