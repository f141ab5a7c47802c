// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/native/native_program.hpp"

// A poisoned location must be stored to before it is read. The tests count the executions of a program in
// which it is not.

namespace model::tests {
namespace {

constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto acquire = std::memory_order_acquire;
constexpr auto release = std::memory_order_release;

Variable& x() {
    return variable(0);
}
Variable& y() {
    return variable(1);
}

struct Found {
    std::uint64_t executions = 0;
    std::uint64_t uninitialised = 0;
    friend bool operator==(const Found&, const Found&) = default;
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
    return out << found.uninitialised << " of " << found.executions;
}

Found run(unsigned cpus, CpuProgram task, MemoryModel memory_model = MemoryModel::rc11) {
    Setup setup{cpus, task};
    setup.configuration.memory_model = memory_model;
    Found found;
    explore(setup, [&](const Execution& execution) {
        ++found.executions;
        if (execution.failures.uninitialised) ++found.uninitialised;
    });
    return found;
}

TEST_CASE("a read behind a poisoning needs a store between", "[native][poison]") {
    const auto unread = [](unsigned) { x().poison(); };
    const auto unwritten = [](unsigned) {
        x().poison();
        load(x(), relaxed);
    };
    const auto written_before = [](unsigned) {
        store(x(), 1, relaxed);
        x().poison();
        load(x(), relaxed);
    };
    const auto written_between = [](unsigned) {
        x().poison();
        store(x(), 1, relaxed);
        load(x(), relaxed);
    };
    const auto poisoned_again = [](unsigned) {
        x().poison();
        store(x(), 1, relaxed);
        load(x(), relaxed);
        x().poison();
        load(x(), relaxed);
    };
    const auto another = [](unsigned) {
        x().poison();
        load(y(), relaxed);
    };
    CHECK(run(1, unread) == Found{1, 0});
    CHECK(run(1, unwritten) == Found{1, 1});
    CHECK(run(1, written_before) == Found{1, 1});
    CHECK(run(1, written_between) == Found{1, 0});
    CHECK(run(1, poisoned_again) == Found{1, 1});
    CHECK(run(1, another) == Found{1, 0});
}

TEST_CASE("updates and reads of a CPU's own location count too", "[native][poison]") {
    CHECK(run(1, [](unsigned) {
              x().poison();
              exchange(x(), 1, relaxed);
              load(x(), relaxed);
          }) == Found{1, 1});
    CHECK(run(1, [](unsigned) {
              x().poison();
              x().load_local(TestSite::access);
          }) == Found{1, 1});
    CHECK(run(1, [](unsigned) {
              x().poison();
              x().add_local(1, TestSite::access);
          }) == Found{1, 1});
    CHECK(run(1, [](unsigned) {
              x().poison();
              store(x(), 1, relaxed);
              x().load_local(TestSite::access);
              x().add_local(1, TestSite::access);
          }) == Found{1, 0});
}

TEST_CASE("another CPU's store is a value, if it is the one that is read", "[native][poison]") {
    CHECK(run(2, [](unsigned cpu) {
              if (cpu == 1) return store(x(), 1, relaxed);
              x().poison();
              load(x(), relaxed);
          }) == Found{2, 1});
    // A value that the CPU knows at the poisoning is poisoned too.
    CHECK(run(2, [](unsigned cpu) {
              if (cpu == 1) return store(x(), 1, relaxed);
              if (load(x(), relaxed) == 0) return;
              x().poison();
              load(x(), relaxed);
          }) == Found{2, 1});
}

TEST_CASE("a wait fails if one of its looks could find what is poisoned", "[native][poison]") {
    const auto storing_after = [](unsigned cpu) {
        if (cpu == 1) return store(x(), 1, relaxed);
        x().poison();
        await_value(x(), 1, relaxed);
    };
    CHECK(run(2, storing_after) == Found{1, 1});
    const auto initialised = [](unsigned cpu) {
        if (cpu == 1) return store(x(), 1, relaxed);
        x().poison();
        store(x(), 2, relaxed);
        await_not_zero(x(), relaxed);
    };
    CHECK(run(2, initialised).uninitialised == 0);
    // The wait is stuck, and has found only the poisoned value.
    CHECK(run(1, [](unsigned) {
              x().poison();
              await_value(x(), 1, relaxed);
          }) == Found{1, 1});
    const auto behind_flag = [](unsigned cpu) {
        if (cpu == 1) {
            store(x(), 1, relaxed);
            return store(y(), 1, release);
        }
        x().poison();
        await_value(y(), 1, acquire);
        await_value(x(), 1, relaxed);
    };
    CHECK(run(2, behind_flag) == Found{1, 0});
    const auto behind_jump = [](unsigned cpu) {
        if (cpu == 1) return store(x(), 1, relaxed);
        x().poison();
        hold(ms);
        await_value(x(), 1, relaxed);
    };
    CHECK(run(2, behind_jump) == Found{1, 0});
}

TEST_CASE("what a wait could find is a matter of the memory model", "[native][poison]") {
    const auto behind_flag = [](unsigned cpu) {
        if (cpu == 1) {
            store(x(), 1, relaxed);
            return store(y(), 1, relaxed);
        }
        x().poison();
        await_value(y(), 1, relaxed);
        await_value(x(), 1, relaxed);
    };
    CHECK(run(2, behind_flag) == Found{1, 1});
    CHECK(run(2, behind_flag, MemoryModel::tso) == Found{1, 0});
    CHECK(run(2, behind_flag, MemoryModel::sc) == Found{1, 0});
}

TEST_CASE("a CPU that knows of the poisoning must not read what was before it", "[native][poison]") {
    CHECK(run(2, [](unsigned cpu) {
              if (cpu == 0) {
                  x().poison();
                  return store(y(), 1, release);
              }
              if (load(y(), acquire) == 1) load(x(), relaxed);
          }) == Found{2, 1});
    CHECK(run(2, [](unsigned cpu) {
              if (cpu == 0) return x().poison();
              load(x(), relaxed);
          }) == Found{1, 0});
}

TEST_CASE("an access through a value knows of the poisoning that was released before it, others do not",
          "[native][poison]") {
    struct First {
        static void poison() {
            x().poison();
            store(y(), 1, release);
        }
    };
    const auto through_value = [](unsigned cpu) {
        if (cpu == 0) return First::poison();
        const auto flag = y().load(dependency, TestSite::access);
        if (flag == 0) return;
        x().load(relaxed, TestSite::access, flag.dependency);
        load(x(), relaxed);
    };
    CHECK(run(2, through_value) == Found{2, 1});
    const auto beside_value = [](unsigned cpu) {
        if (cpu == 0) return First::poison();
        if (y().load(dependency, TestSite::access) == 1) load(x(), relaxed);
    };
    CHECK(run(2, beside_value) == Found{2, 0});
}

}  // namespace
}  // namespace model::tests
