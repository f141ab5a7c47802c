# SPDX-License-Identifier: GPL-2.0-or-later
#
# Reads what llvm-dwarfdump prints about an object. Prints a line for each scalar in the object's variables: the address
# (hexadecimal), the size, and the scalar's name in C. Constants are left out. A union of at most 8 bytes is one scalar.

function number(text, value, i) {
    if (text !~ /^0x/) return text + 0
    value = 0
    for (i = 3; i <= length(text); ++i) value = value * 16 + index("0123456789abcdef", tolower(substr(text, i, 1))) - 1
    return value
}

function size_of(type, size) {
    if (type in bytes) return bytes[type]
    if (tag[type] == "pointer") return 8
    size = size_of(of[type])
    return tag[type] == "array" ? size * count_from(type, 1) : size
}

# The number of elements of an array in its dimensions from this one on.
function count_from(type, dimension, count) {
    count = 1
    for (; dimension <= dimensions[type]; ++dimension) count *= length_of[type, dimension]
    return count
}

function scalar(address, size, name) {
    if ((address, size) in seen) return
    seen[address, size]
    printf "%x\t%d\t%s\n", address, size, name
}

function elements(type, dimension, address, name, i, size) {
    if (dimension > dimensions[type]) {
        lay_out(of[type], address, name)
        return
    }
    size = size_of(of[type]) * count_from(type, dimension + 1)
    for (i = 0; i < length_of[type, dimension]; ++i) elements(type, dimension + 1, address + i * size, name "[" i "]")
}

function member(which, address, name, inner) {
    inner = called[which] == "" ? name : name "." called[which]
    if (which in is_bit_field) scalar(address + offset[which], size_of(of[which]), inner)
    else lay_out(of[which], address + offset[which], inner)
}

function lay_out(type, address, name, i, largest) {
    if (tag[type] == "array") elements(type, 1, address, name)
    else if (tag[type] == "structure") {
        for (i = 1; i <= members[type]; ++i) member(member_of[type, i], address, name)
    } else if (tag[type] == "union" && bytes[type] > 8) {
        largest = member_of[type, 1]
        for (i = 2; i <= members[type]; ++i) {
            if (size_of(of[member_of[type, i]]) > size_of(of[largest])) largest = member_of[type, i]
        }
        if (members[type] > 0) member(largest, address, name)
    } else if (tag[type] ~ /^(typedef|const|volatile|atomic|restrict)$/) lay_out(of[type], address, name)
    else if (size_of(type) > 0) scalar(address, size_of(type), name)
}

# Is the whole type constant?
function is_constant(type) {
    if (tag[type] == "const") return 1
    if (tag[type] ~ /^(typedef|volatile|atomic|array)$/) return is_constant(of[type])
    return 0
}

/^0x[0-9a-f]+: +(DW_TAG_|NULL)/ {
    match($0, /(DW_TAG_|NULL)/)
    depth = RSTART
    entry = $1
    sub(/:$/, "", entry)
    at[depth] = entry
    kind = $2
    sub(/^DW_TAG_/, "", kind)
    sub(/_type$/, "", kind)
    tag[entry] = kind
    parent = at[depth - 2]
    if (kind == "member") member_of[parent, ++members[parent]] = entry
    if (kind == "subrange") ++dimensions[parent]
    if (kind == "variable") variable[++variables] = entry
    next
}
/DW_AT_name/ && match($0, /\(".*"\)/) { called[entry] = substr($0, RSTART + 2, RLENGTH - 4) }
/DW_AT_type/ && match($0, /0x[0-9a-f]+/) { of[entry] = substr($0, RSTART, RLENGTH) }
/DW_AT_byte_size/ && match($0, /0x[0-9a-f]+/) { bytes[entry] = number(substr($0, RSTART, RLENGTH)) }
/DW_AT_bit_size/ { is_bit_field[entry] }
/DW_AT_data_member_location/ && match($0, /0x[0-9a-f]+/) { offset[entry] = number(substr($0, RSTART, RLENGTH)) }
/DW_AT_count/ && match($0, /0x[0-9a-f]+/) {
    length_of[parent, dimensions[parent]] = number(substr($0, RSTART, RLENGTH))
}
# The place of a variable that is in one place as a whole, not in pieces.
/DW_AT_location/ && match($0, /\(DW_OP_addr 0x[0-9a-f]+\)/) {
    address[entry] = number(substr($0, RSTART + 12, RLENGTH - 13))
}

END {
    for (i = 1; i <= variables; ++i) {
        entry = variable[i]
        if (entry in address && !is_constant(of[entry])) lay_out(of[entry], address[entry], called[entry])
    }
}
