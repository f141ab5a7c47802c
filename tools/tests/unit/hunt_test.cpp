// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tools/rqcheck/hunt/canonical.hpp"
#include "tools/rqcheck/hunt/enumeration.hpp"
#include "tools/rqcheck/hunt/program_size.hpp"
#include "tools/rqcheck/hunt/shrink.hpp"
#include "tools/rqcheck/hunt/standing.hpp"
#include "tools/rqcheck/hunt/worth_exploring.hpp"

namespace tools {
namespace {

using scenarios::parse_program;
using scenarios::SmallProgram;

std::string canonical_text(const std::string& line) {
    return text(canonical(parse_program(line)));
}

std::vector<std::string> texts_of(const std::vector<SmallProgram>& programs) {
    std::vector<std::string> texts;
    for (const SmallProgram& program : programs) texts.push_back(text(program));
    return texts;
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
}

std::vector<Stratum> all_strata(const ProgramBounds& bounds, std::uint64_t most, std::uint64_t seed = 0) {
    Enumeration enumeration(bounds, most, seed);
    std::vector<Stratum> strata;
    while (std::optional<Stratum> stratum = enumeration.next()) strata.push_back(std::move(*stratum));
    return strata;
}

TEST_CASE("the size of a program counts all of it", "[hunt]") {
    const ProgramSize size = size_of(parse_program("A(B hold 2ms) nmi A | B nmi B ; nmis 2 ; end A"));
    CHECK(size.operations == 7);
    CHECK(size.cpus == 2);
    CHECK(size.nmis == 4);
    CHECK(size.locks == 2);
}

TEST_CASE("programs that are the same but for names have one canonical form", "[hunt]") {
    CHECK(canonical_text("C(A) | A(C)") == canonical_text("A(B) | B(A)"));
    CHECK(canonical_text("A | A nmi B | B") == canonical_text("B | A | B nmi A"));
    CHECK(canonical_text("A | A nmi A") == "A nmi A | A");
    CHECK(canonical_text("B ; begin A") == "A ; begin B");
    CHECK(canonical_text("A(B) | B(A)") != canonical_text("A(B) | A(B)"));
    CHECK(canonical_text("A nmi B | B") != canonical_text("A nmi B | A"));
    CHECK(canonical_text("A | B ; end@A B") == canonical_text("B | A ; end@B A"));
    CHECK(canonical_text("A | B ; end@A B") != canonical_text("A | B ; end@B B"));
    CHECK(canonical_text("B | await queued B 0") == canonical_text("await queued A 1 | A"));
    CHECK(canonical_text("B | await queued B 0") != canonical_text("await queued A 0 | A"));
    CHECK(canonical_text("A | A hardirq B | B") == canonical_text("B hardirq A | B | A"));
    for (const char* line : {"A(B) nmi C | C B | A ; end B", "idle nmi B | B(A) | A(hold 2ms)"}) {
        CHECK(canonical_text(canonical_text(line)) == canonical_text(line));
    }
}

TEST_CASE("what cannot matter is not worth exploring", "[hunt]") {
    const auto worth = [](const char* line) { return is_worth_exploring(parse_program(line)); };
    CHECK(worth("A nmi A"));
    CHECK(worth("A(B) | B(A) | B"));
    CHECK(worth("idle nmi A | A"));
    CHECK(worth("A | A ; begin B"));
    CHECK_FALSE(worth("A"));
    CHECK_FALSE(worth("idle nmi hold 2ms"));
    CHECK_FALSE(worth("idle nmi hold 2ms ; begin A"));
    CHECK_FALSE(worth("A(B) | A"));
    CHECK_FALSE(worth("A A | B B"));
    CHECK_FALSE(worth("A hold 2ms | A"));
    CHECK_FALSE(worth("A(hold 2ms hold 2ms) | A"));
    CHECK(worth("A(hold 2ms) | A"));
    CHECK(worth("idle nmi A ; nmis 2"));
}

TEST_CASE("the smallest programs are these", "[hunt]") {
    const std::vector<Stratum> strata = all_strata({.cpus = 2, .locks = 2, .nmis = 1, .operations = 2}, 0);
    std::vector<std::vector<std::string>> texts;
    for (const Stratum& stratum : strata) {
        CHECK(stratum.operations == 2);
        texts.push_back(sorted(texts_of(stratum.programs)));
    }
    CHECK(texts ==
          std::vector<std::vector<std::string>>{
              {"A ; begin A", "A ; end A", "A A", "A(A)"},
              {"A nmi A", "idle nmi A ; begin A", "idle nmi A ; end A", "idle nmi A A", "idle nmi A(A)"},
              {"A | A"},
              {"idle nmi A | A"},
          });
}

TEST_CASE("the enumeration has each program once up to names, and none is missing", "[hunt]") {
    const ProgramBounds bounds{.cpus = 2, .locks = 2, .nmis = 1, .operations = 4};
    std::map<std::string, unsigned> seen;
    for (const Stratum& stratum : all_strata(bounds, 0)) {
        CHECK(stratum.all);
        for (const SmallProgram& program : stratum.programs) {
            ++seen[text(program)];
            const ProgramSize size = size_of(program);
            CHECK(size.operations == stratum.operations);
            CHECK(size.cpus == stratum.cpus);
            CHECK(size.nmis == stratum.nmis);
            CHECK(size.locks <= bounds.locks);
        }
    }
    for (const auto& [line, times] : seen) {
        INFO(line);
        CHECK(times == 1);
        CHECK(canonical_text(line) == line);
    }
    // The texts are put together from pieces, without regard to names or symmetry.
    const std::vector<std::string> tasks{"idle", "A",    "B",    "A B",         "B A",
                                         "A(B)", "B(A)", "A(A)", "A(hold 2ms)", "hold 300ms B"};
    const std::vector<std::string> handlers{"", " nmi A", " nmi B", " nmi A(B)", " nmi B hold 2ms"};
    const std::vector<std::string> traced{"", " ; begin A", " ; end B", " ; begin B(A)"};
    std::set<std::string> expected;
    for (const std::string& task : tasks) {
        for (const std::string& other : tasks) {
            for (const std::string& handler : handlers) {
                for (const std::string& points : traced) {
                    for (const std::string& line :
                         {task + handler + points, task + handler + " | " + other + points,
                          other + " | " + task + handler + points}) {
                        SmallProgram program;
                        try {
                            program = parse_program(line);
                        } catch (const scenarios::ProgramError&) {
                            continue;  // an idle CPU without a handler
                        }
                        if (size_of(program).operations > bounds.operations || !is_worth_exploring(program))
                            continue;
                        expected.insert(text(canonical(program)));
                    }
                }
            }
        }
    }
    CHECK(expected.size() > 150);
    for (const std::string& line : expected) {
        INFO(line);
        CHECK(seen.contains(line));
    }
}

/// The texts of all programs within bounds.
std::set<std::string> made_within(const ProgramBounds& bounds) {
    std::set<std::string> texts;
    for (const Stratum& stratum : all_strata(bounds, 0)) {
        for (const SmallProgram& program : stratum.programs) {
            CHECK(size_of(program).hardirqs == stratum.hardirqs);
            CHECK(canonical(program) == program);
            CHECK(texts.insert(text(program)).second);
            CHECK(parse_program(text(program)) == program);
        }
    }
    return texts;
}

TEST_CASE("more ingredients make more programs, and none go", "[hunt]") {
    const ProgramBounds bounds{.cpus = 2, .locks = 2, .nmis = 1, .operations = 3};
    const std::set<std::string> plain = made_within(bounds);
    const auto more_than_plain = [&](ProgramBounds with) {
        const std::set<std::string> all = made_within(with);
        CHECK(std::includes(all.begin(), all.end(), plain.begin(), plain.end()));
        CHECK(all.size() > plain.size());
        return all;
    };
    ProgramBounds with = bounds;
    with.hardirqs = 1;
    std::set<std::string> all = more_than_plain(with);
    CHECK(all.contains("A hardirq A"));
    CHECK(all.contains("A nmi A hardirq A"));
    CHECK(all.contains("A nmi A | idle hardirq A"));
    CHECK_FALSE(all.contains("irqsave A hardirq A"));
    with.irqsave = true;
    all = more_than_plain(with);
    CHECK(all.contains("irqsave A hardirq A"));
    CHECK_FALSE(all.contains("irqsave A nmi A"));
    with = bounds;
    with.raw = true;
    all = more_than_plain(with);
    CHECK(all.contains("A ; raw begin A ; raw end A"));
    CHECK_FALSE(all.contains("A ; raw begin A A"));
}

TEST_CASE("a drawn size has the ingredients too", "[hunt]") {
    ProgramBounds bounds{.cpus = 2, .locks = 1, .nmis = 0, .operations = 6, .hardirqs = 1};
    bounds.irqsave = bounds.raw = true;
    const std::vector<Stratum> strata = all_strata(bounds, 100, 5);
    std::string all;
    for (const SmallProgram& program : strata.back().programs) all += text(program) + "\n";
    CHECK_FALSE(strata.back().all);
    CHECK(all.find("irqsave") != std::string::npos);
    CHECK(all.find("hardirq") != std::string::npos);
    CHECK(all.find("raw begin") != std::string::npos);
}

TEST_CASE("programs of another lock have no trace programs", "[hunt]") {
    const std::set<std::string> all =
        made_within({.cpus = 2, .locks = 1, .operations = 3, .form = scenarios::Form::paravirt});
    CHECK(all.contains("A | A ; paravirt"));
    for (const std::string& line : all) CHECK(line.find("begin") == std::string::npos);
}

TEST_CASE("small programs come first, and a seed changes no more than what is drawn", "[hunt]") {
    const ProgramBounds bounds{.cpus = 3, .locks = 2, .nmis = 1, .operations = 4};
    const std::vector<Stratum> some = all_strata(bounds, 20, 1);
    const std::vector<Stratum> again = all_strata(bounds, 20, 1);
    const std::vector<Stratum> others = all_strata(bounds, 20, 2);
    REQUIRE(some.size() == again.size());
    REQUIRE(some.size() == others.size());
    bool any_differs = false;
    for (std::size_t i = 0; i < some.size(); ++i) {
        CHECK(texts_of(some[i].programs) == texts_of(again[i].programs));
        CHECK(some[i].programs.size() == others[i].programs.size());
        if (some[i].all) CHECK(sorted(texts_of(some[i].programs)) == sorted(texts_of(others[i].programs)));
        any_differs =
            any_differs || sorted(texts_of(some[i].programs)) != sorted(texts_of(others[i].programs));
        const auto place = [](const Stratum& s) { return std::tuple(s.operations, s.cpus, s.nmis); };
        if (i > 0) CHECK(place(some[i - 1]) < place(some[i]));
    }
    CHECK(any_differs);
    CHECK_FALSE(some.back().all);
    CHECK(some.back().programs.size() == 20);
}

TEST_CASE("a size with too many programs is drawn from, none twice", "[hunt]") {
    const ProgramBounds bounds{.cpus = 4, .locks = 3, .nmis = 4, .operations = 9};
    Enumeration enumeration(bounds, 50, 3);
    std::optional<Stratum> stratum;
    while (true) {
        stratum = enumeration.next();
        REQUIRE(stratum);
        if (stratum->operations == 7 && stratum->cpus == 4 && stratum->nmis == 4) break;
    }
    CHECK_FALSE(stratum->all);
    CHECK(stratum->programs.size() == 50);
    std::set<std::string> texts;
    for (const SmallProgram& program : stratum->programs) {
        CHECK(is_worth_exploring(program));
        CHECK(size_of(program).nmis == 4);
        CHECK(canonical(program) == program);
        texts.insert(text(program));
    }
    CHECK(texts.size() == 50);
}

/// Shrinks the program as long as the predicate holds for the result.
std::string shrunk(const char* line, const std::function<bool(const SmallProgram&)>& fails) {
    return text(shrink(parse_program(line), [&](const std::vector<SmallProgram>& programs) {
        const auto first = std::find_if(programs.begin(), programs.end(), fails);
        return first == programs.end() ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(first - programs.begin()));
    }));
}

TEST_CASE("whatever is taken away makes a program smaller", "[hunt]") {
    const SmallProgram program =
        parse_program("A(B hold 300ms) nmi B | B(A) C | C nmi A ; nmis 2 ; begin A ; end C(hold 2ms)");
    const std::vector<SmallProgram> smaller = smaller_programs(program);
    CHECK(smaller.size() > 15);
    const auto holds = [](const SmallProgram& of) {
        unsigned sum = 0;
        for_each_list(of, [&](const scenarios::Operations& operations) {
            for_each_operation(operations, [&](const scenarios::Operation& one) { sum += one.hold_ms; });
        });
        return sum;
    };
    ProgramSize before;
    for (const SmallProgram& one : smaller) {
        INFO(text(one));
        const ProgramSize size = size_of(one);
        CHECK((size < size_of(program) || (size == size_of(program) && holds(one) < holds(program))));
        CHECK(before <= size);
        CHECK(canonical(one) == one);
        CHECK(parse_program(text(one)) == one);
        before = size;
    }
    CHECK(smaller_programs(parse_program("A")).empty());
}

TEST_CASE("words that are not needed go", "[hunt]") {
    const auto smaller =
        texts_of(smaller_programs(parse_program("irqsave A hardirq A | A ; hardirqs 2 ; raw begin@A A")));
    const auto has = [&](const char* line) {
        return std::find(smaller.begin(), smaller.end(), canonical_text(line)) != smaller.end();
    };
    CHECK(has("A hardirq A | A ; hardirqs 2 ; raw begin@A A"));
    CHECK(has("irqsave A hardirq A | A ; hardirqs 2 ; begin A"));
    CHECK(has("irqsave A hardirq A | A ; raw begin@A A"));
    CHECK(has("A | irqsave A ; raw begin@A A"));
    CHECK(has("irqsave A hardirq A | A ; hardirqs 2"));
}

TEST_CASE("a program shrinks to what fails", "[hunt]") {
    const char* const large =
        "A(B(C) hold 300ms) nmi B(A) | B(A) C | C(A) nmi A | A B C ; nmis 2 ; begin A B ; end C(hold 2ms)";
    const auto size_at_least = [](auto member, unsigned least) {
        return [=](const SmallProgram& program) { return size_of(program).*member >= least; };
    };
    CHECK(shrunk(large, [](const SmallProgram&) { return true; }) == "A");
    CHECK(shrunk(large, [](const SmallProgram&) { return false; }) == large);
    CHECK(shrunk(large, size_at_least(&ProgramSize::cpus, 2)) == "A | A");
    CHECK(size_of(parse_program(shrunk(large, size_at_least(&ProgramSize::nmis, 2)))).operations <= 2);
    CHECK(size_of(parse_program(shrunk(large, size_at_least(&ProgramSize::locks, 2)))).operations == 2);
    CHECK(size_of(parse_program(shrunk(large, size_at_least(&ProgramSize::operations, 3)))).operations == 3);
    CHECK(shrunk(large, [](const SmallProgram& program) {
              return !program.contention_end.empty();
          }).find("end") != std::string::npos);
    CHECK(shrunk("A(B hold 300ms) | B(A) | B", [](const SmallProgram& program) {
              // A lock within a section of another lock, on two CPUs, in crossed order or not.
              return program.cpus.size() >= 2 && !program.cpus[0].task.empty() &&
                     !program.cpus[1].task.empty() && !program.cpus[0].task[0].body.empty() &&
                     !program.cpus[1].task[0].body.empty();
          }) == "A(A) | A(A)");
}

TEST_CASE("a false deadlock is accepted once the history has it on record", "[hunt]") {
    const auto accepted = [](const char* what, const char* revision) {
        return !fails({"", {what, "", "", 0}}, policy_for_programs(read_revision(revision).changes));
    };
    CHECK_FALSE(accepted("deadlock_false", "queue-kept"));
    CHECK(accepted("deadlock_false", "entry-first"));
    CHECK(accepted("timeout_needed", "initial"));
    CHECK_FALSE(accepted("timeout_missed", "aa-before-queue"));
    for (const std::string_view kind : rqspinlock::judge::failure_names) {
        CHECK_FALSE(accepted(std::string(kind).c_str(), "aa-before-queue"));
    }
}

}  // namespace
}  // namespace tools
