// SPDX-License-Identifier: GPL-2.0-or-later

// counts FILE: writes the counts that a search must find again each time. FILE is what `rqcheck
// run --json` wrote.

#include <exception>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

namespace {

void print_nonzero(const char* what, const nlohmann::json& counts) {
    for (const auto& [name, count] : counts.items()) {
        if (count != 0) std::cout << "  " << what << ' ' << name << ' ' << count << '\n';
    }
}

void print(const nlohmann::json& run) {
    std::cout << run.at("scenario").get<std::string>() << ' ' << run.at("revision").get<std::string>() << ' '
              << run.at("cpus") << " cpus: " << run.at("verdict").get<std::string>() << ", "
              << run.at("executions") << " executions, " << run.at("complete") << " complete, "
              << run.at("discarded") << " discarded, "
              << (run.at("exhausted").get<bool>() ? "exhausted" : "bounded") << ", worst wait "
              << run.at("worst_wait_ms") << " ms\n";
    print_nonzero("class", run.at("classes"));
    print_nonzero("failure", run.at("failures"));
    print_nonzero("outcome", run.at("outcomes"));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: counts FILE\n";
        return 2;
    }
    try {
        std::ifstream file(argv[1]);
        for (const nlohmann::json& run : nlohmann::json::parse(file)) print(run);
    } catch (const std::exception& error) {
        std::cerr << "counts: " << argv[1] << ": " << error.what() << '\n';
        return 2;
    }
    return 0;
}
