# SPDX-License-Identifier: GPL-2.0-or-later
#
# cmake -DSOURCE=DIR -DOUTPUT=FILE "-DFILES=file;..." -P source_texts.cmake: writes source_texts.cpp with the
# texts of the files. The names of the files are relative to SOURCE.

set(cases "")
foreach(file ${FILES})
    file(READ ${SOURCE}/${file} text)
    string(APPEND cases "    if (file == \"${file}\") {\n        return R\"source(${text})source\";\n    }\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by tools/trace/source_texts.cmake.
#include \"tools/trace/source_texts.hpp\"

namespace tools {

std::string_view source_text(std::string_view file) {
${cases}    return {};
}

}  // namespace tools
")
