// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/litmus/outcome.hpp"

#include <map>
#include <sstream>

namespace model::tests {
namespace {

struct Write {
    unsigned long place = 0;
    std::string value;
};

void append_word(std::string& text, const std::string& word) {
    if (word.empty()) return;
    if (!text.empty()) text += ' ';
    text += word;
}

}  // namespace

std::string outcome_of(const std::string& graph, bool with_final_values) {
    std::string outcome;
    std::string reads_of_cpu;
    std::map<char, Write> latest;  // of each variable, by its digit
    std::istringstream events(graph);
    for (std::string event; events >> event;) {
        if (event == "|") {
            append_word(outcome, reads_of_cpu);
            reads_of_cpu.clear();
            continue;
        }
        const bool reads = event[0] == 'R' || event[0] == 'U';
        const bool writes = event[0] == 'W' || event[0] == 'U';
        const std::size_t value = event.find('=') + 1;
        if (reads) reads_of_cpu += event.substr(value, event.find('<') - value);
        if (!writes) continue;
        const std::size_t written = reads ? event.find('>') + 1 : value;
        const std::size_t hash = event.find('#');
        const Write write{std::stoul(event.substr(hash + 1)), event.substr(written, hash - written)};
        Write& known = latest[event[1]];
        if (write.place > known.place) known = write;
    }
    if (with_final_values) {
        for (const auto& [digit, write] : latest) {
            const std::string name(1, static_cast<char>('x' + (digit - '0')));
            append_word(outcome, name + "=" + write.value);
        }
    }
    return outcome;
}

}  // namespace model::tests
