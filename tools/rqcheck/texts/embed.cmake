# SPDX-License-Identifier: GPL-2.0-or-later

# embed_texts(OUTPUT FILE...): makes each file of this directory a constant of texts.hpp. The constant has the
# name of the file, with `_` in place of characters that a name may not have.
function(embed_texts output)
    set(embedded "")
    foreach(file ${ARGN})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(READ ${file} text)
        string(REGEX REPLACE "[^a-z0-9]" "_" name ${file})
        string(APPEND embedded "const std::string_view ${name} = R\"embedded(${text})embedded\";\n\n")
    endforeach()
    configure_file(texts.cpp.in ${output} @ONLY)
endfunction()
