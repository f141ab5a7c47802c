// SPDX-License-Identifier: GPL-2.0-or-later

// mutate-generate TABLE ORACLES LOCK OUTPUT: makes OUTPUT/lock/*.hpp, copies of the headers of the folder
// LOCK that have mutants or ask oracles. At each of these places a copy has a choice. Also makes
// OUTPUT/mutants.cpp, the table of mutants as `all_mutants()`. Exit codes: 0; 2 if a table does not fit.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "tools/mutate/instrument.hpp"
#include "tools/mutate/mutant.hpp"
#include "tools/mutate/selection.hpp"

namespace {

using tools::mutate::Mutant;
using tools::mutate::Numbered;
using tools::mutate::TableError;

std::ifstream opened(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) throw TableError("cannot read " + path.string());
    return file;
}

void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path);
    file << text;
    if (!file.flush()) throw TableError("cannot write " + path.string());
}

std::string quoted(const std::string& text) {
    return "R\"~(" + text + ")~\"";
}

std::string table_source(const std::vector<Mutant>& mutants) {
    // The rows are pointers, because a compiler needs seconds for a list of strings.
    std::string source =
        "#include \"tools/mutate/all_mutants.hpp\"\n"
        "namespace tools::mutate {\n"
        "namespace {\n"
        "struct Row {\n"
        "const char* name; Mutant::Kind kind; const char* file; const char* anchor; const char* original;\n"
        "const char* mutation; const char* site;\n"
        "};\n"
        "constexpr Row rows[] = {\n";
    for (const Mutant& mutant : mutants) {
        source += "{" + quoted(mutant.name) + ", static_cast<Mutant::Kind>(" +
                  std::to_string(static_cast<unsigned>(mutant.kind)) + "), " + quoted(mutant.file) + ", " +
                  quoted(mutant.anchor) + ", " + quoted(mutant.original) + ", " + quoted(mutant.mutation) +
                  ", " + quoted(mutant.site) + "},\n";
    }
    return source +
           "};\n"
           "std::vector<Mutant> made() {\n"
           "std::vector<Mutant> mutants;\n"
           "for (const Row& row : rows) {\n"
           "mutants.push_back({row.name, row.kind, row.file, row.anchor, row.original, row.mutation, "
           "row.site});\n"
           "}\n"
           "return mutants;\n"
           "}\n"
           "}\n"
           "const std::vector<Mutant>& all_mutants() {\n"
           "static const std::vector<Mutant> mutants = made();\n"
           "return mutants;\n"
           "}\n"
           "}\n";
}

std::vector<Mutant> table_in(const std::filesystem::path& path, std::size_t most) {
    std::ifstream file = opened(path);
    std::vector<Mutant> table = tools::mutate::read_table(file);
    if (table.size() > most)
        throw TableError(path.string() + " has more than " + std::to_string(most) + " lines");
    return table;
}

void generate(const std::filesystem::path& table, const std::filesystem::path& oracle_table,
              const std::filesystem::path& lock, const std::filesystem::path& output) {
    using tools::mutate::first_oracle;
    const std::vector<Mutant> mutants = table_in(table, first_oracle);
    const std::vector<Mutant> oracles = table_in(oracle_table, tools::mutate::max_mutants - first_oracle);
    std::map<std::string, std::vector<Numbered>> by_file;
    const auto add = [&](const std::vector<Mutant>& places, unsigned first) {
        for (unsigned place = 0; place < places.size(); ++place) {
            if (places[place].kind != Mutant::Kind::code) continue;
            by_file[places[place].file].push_back({&places[place], first + place});
        }
    };
    add(mutants, 0);
    add(oracles, first_oracle);
    std::filesystem::remove_all(output / "lock");
    for (const auto& [name, in_file] : by_file) {
        std::ifstream header = opened(lock / name);
        const std::string text{std::istreambuf_iterator<char>(header), {}};
        write(
            output / "lock" / name,
            "#include \"tools/mutate/oracle.hpp\"\n#include \"tools/mutate/selection.hpp\"\n#line 1 \"lock/" +
                name + "\"\n" + tools::mutate::instrumented(text, in_file));
    }
    write(output / "mutants.cpp", table_source(mutants));
}

}  // namespace

int main(int argc, char** argv) {
    constexpr int exit_usage = 2;
    if (argc != 5) {
        std::fprintf(stderr, "usage: mutate-generate TABLE ORACLES LOCK OUTPUT\n");
        return exit_usage;
    }
    try {
        generate(argv[1], argv[2], argv[3], argv[4]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "mutate-generate: %s: %s\n", argv[1], error.what());
        return exit_usage;
    }
}
