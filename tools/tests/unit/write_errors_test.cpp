// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/write_errors.hpp"

#include <rqcheck_catch.hpp>
#include <string>
#include <vector>

#include "tools/cli/not_done.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {
namespace {

/// The lines and the code of the errors.
struct Kept {
    std::vector<std::string> lines{};
    int code = 0;
};

Kept kept(const WriteErrors& errors) {
    try {
        errors.require_none();
    } catch (const NotWritten& error) {
        return {error.lines(), error.code()};
    }
    return {};
}

}  // namespace

TEST_CASE("an output that fails does not keep the others from being written") {
    WriteErrors errors;
    int written = 0;
    errors.attempt([&] { ++written; });
    CHECK(kept(errors).lines.empty());
    errors.attempt([] { throw NotDone("a: no space"); });
    errors.attempt([&] { ++written; });
    CHECK(written == 2);
    CHECK(kept(errors).lines == std::vector<std::string>{"a: no space"});
    CHECK(kept(errors).code == exit_not_done);
}

TEST_CASE("each error is one line, and a wrong place of a file decides the exit code") {
    WriteErrors errors;
    errors.attempt([] { throw NotDone("stdout"); });
    errors.attempt([] { throw NotDone("stdout"); });
    errors.attempt([] { throw UsageError("b"); });
    errors.attempt([] { throw NotDone("c"); });
    CHECK(kept(errors).lines == std::vector<std::string>{"stdout", "b", "c"});
    CHECK(kept(errors).code == exit_usage);

    WriteErrors outer;
    outer.attempt([&] { errors.require_none(); });
    CHECK(kept(outer).lines == kept(errors).lines);
    CHECK(kept(outer).code == exit_usage);
}

}  // namespace tools
