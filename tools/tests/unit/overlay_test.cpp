// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// Functions of a file replace functions of the lock, and nothing else of the lock changes.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <rqcheck_catch.hpp>
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/variant/functions.hpp"
#include "tools/variant/variant.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

/// A folder for the files of a test.
class Files {
  public:
    Files() : folder_(fs::temp_directory_path() / ("overlay." + std::to_string(getpid()))) {
        fs::create_directories(folder_);
    }
    ~Files() { fs::remove_all(folder_); }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;

    std::string add(const std::string& name, const std::string& text) const {
        const fs::path file = folder_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
        return file.string();
    }
    std::string path() const { return folder_.string(); }

  private:
    fs::path folder_;
};

std::string text_of(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string message_of(const std::string& change) {
    try {
        read_variant(change);
        return "";
    } catch (const UsageError& error) {
        return error.what();
    }
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

constexpr const char* own_end_queue =
    "// A comment.\n"
    "bool end_queue(std::uint32_t value, std::uint32_t tail) {\n"
    "    return helper(value) && tail != 0;  // }\n"
    "}\n";

TEST_CASE("a function takes the place of the lock's", "[overlay]") {
    const Files files;
    const std::string file =
        files.add("my-fix.hpp", std::string(own_end_queue) +
                                    "\nbool helper(std::uint32_t value) { return value != 0; }\n"
                                    "static constexpr int limit = 3;\n");
    const Variant variant = read_variant(file);
    CHECK(variant.name == "my-fix.hpp");
    REQUIRE(variant.headers.size() == 1);
    const std::string& text = variant.headers.at("slowpath.hpp");
    CHECK(count(text, "bool end_queue(") == 1);
    CHECK(count(text, "word_.try_cmpxchg(value, taken, relaxed, Site::head_cmpxchg)") == 0);
    CHECK(count(text, "bool helper(") == 1);
    CHECK(count(text, "static constexpr int limit = 3;") == 1);
    CHECK(text.find("helper(std::uint32_t value)") < text.find("bool end_queue("));
    // The lines are those of the file. After it they are the lock's lines again.
    CHECK(count(text, "#line 1 \"" + file + "\"") == 1);
    const std::string original = text_of(lock_folder() / "slowpath.hpp");
    for (const char* const kept :
         {"Result pass_queue_on(", "bool try_cmpxchg_tail(", "Result wait_as_head("}) {
        CHECK(count(text, kept) == count(original, kept));
    }
}

TEST_CASE("each line behind a replaced function says the number that it has in the lock", "[overlay]") {
    const Files files;
    const Variant variant = read_variant(files.add("my-fix.hpp", own_end_queue));
    const std::vector<std::string> original = lines_of(lock_folder() / "slowpath.hpp");
    std::istringstream text(variant.headers.at("slowpath.hpp"));
    std::size_t number = 0;
    bool is_of_lock = false;
    std::size_t compared = 0;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("#line ")) {
            number = std::stoul(line.substr(6));
            is_of_lock = line.ends_with("\"lock/slowpath.hpp\"");
            continue;
        }
        if (is_of_lock) {
            REQUIRE(number <= original.size());
            CHECK(line == original[number - 1]);
            ++compared;
        }
        ++number;
    }
    CHECK(compared > original.size() / 2);
}

TEST_CASE("functions of several headers, outside of classes too", "[overlay]") {
    const Files files;
    const Variant variant =
        read_variant(files.add("two.hpp",
                               "#pragma once\n#include \"lock/deadlock.hpp\"\nnamespace rqspinlock {\n"
                               "template <Platform P>\n"
                               "Error check_deadlock_AA(HeldLocks<P>&, const void*) {\n    return {};\n}\n"
                               "Error check_timeout() { return {}; }\n}  // namespace rqspinlock\n"));
    REQUIRE(variant.headers.size() == 2);
    const std::string& deadlock = variant.headers.at("deadlock.hpp");
    CHECK(count(deadlock, "check_deadlock_AA(") == 1);
    CHECK(count(deadlock, "template <Platform P>") == 3);
    CHECK(count(deadlock, "namespace rqspinlock {") == 1);
    CHECK(count(variant.headers.at("timeout.hpp"), "Error check_timeout() { return {}; }") == 1);
}

TEST_CASE("a header of the lock's name, a folder and a patch", "[overlay]") {
    const Files files;
    const std::string changed = text_of(lock_folder() / "timeout.hpp") + "// more\n";
    const std::string header = files.add("lock/timeout.hpp", changed);
    CHECK(count(read_variant(header).headers.at("timeout.hpp"), "// more") == 1);

    for (const auto& entry : fs::directory_iterator(lock_folder())) {
        if (entry.path().extension() == ".hpp" && entry.path().filename() != "timeout.hpp") {
            fs::copy_file(entry.path(), fs::path(files.path()) / "lock" / entry.path().filename());
        }
    }
    const Variant of_folder = read_variant(files.path());
    CHECK(of_folder.name == own_change_name(files.path()));
    REQUIRE(of_folder.headers.size() == 1);
    CHECK(of_folder.headers.contains("timeout.hpp"));

    const std::size_t lines = lines_of(lock_folder() / "timeout.hpp").size();
    const std::string last = lines_of(lock_folder() / "timeout.hpp").back();
    const std::string at = std::to_string(lines);
    const std::string patch =
        files.add("my.patch", "--- a/lock/timeout.hpp\n+++ b/lock/timeout.hpp\n@@ -" + at + ",1 +" + at +
                                  ",2 @@\n " + last + "\n+// more\n");
    CHECK(count(read_variant(patch).headers.at("timeout.hpp"), "// more") == 1);
}

TEST_CASE("what is no change is refused in words", "[overlay]") {
    const Files files;
    CHECK(message_of(files.path() + "/none.hpp").starts_with("there is no file or folder"));
    CHECK(message_of(files.add("a.txt", "")).find("is no change of the lock: a header") != std::string::npos);
    CHECK(message_of(files.add("b.hpp", "int x;\n")).find("has no function in it") != std::string::npos);
    CHECK(message_of(files.add("c.hpp", "bool end_queu(int x) { return x; }\n"))
              .find("unknown function of the lock 'end_queu', the nearest is 'end_queue'") !=
          std::string::npos);
    CHECK(message_of(files.add("d.hpp", std::string(own_end_queue) + own_end_queue))
              .find("has end_queue more than once") != std::string::npos);
    CHECK(message_of(files.add("e.patch", "no patch\n")).find("does not apply to lock/") !=
          std::string::npos);
    CHECK(message_of(lock_folder().string()).find("its headers are those of the lock") != std::string::npos);
    files.add("own/slowpath.hpp", text_of(lock_folder() / "slowpath.hpp"));
    files.add("own/sites.hpp", "// other\n");
    CHECK(message_of(files.path() + "/own").find("changes lock/sites.hpp, which the scenarios") !=
          std::string::npos);
    CHECK(message_of(files.add("result.hpp", "// other\n")).find("changes lock/result.hpp") !=
          std::string::npos);
    CHECK(
        message_of(files.add("timeout.hpp", text_of(lock_folder() / "timeout.hpp"))).find("is the lock's") !=
        std::string::npos);
    CHECK(message_of(files.add("f.hpp", std::string("#ifdef X\n") + own_end_queue + "#endif\n"))
              .find("f.hpp:1: a preprocessor line between functions") != std::string::npos);
    CHECK(message_of(files.add("g.hpp", "bool end_queue() {\n#include \"helper.h\"\n}\n"))
              .find("includes a file that is not of lock/") != std::string::npos);
    CHECK(
        read_variant(files.add("h.hpp", std::string(own_end_queue) + "\nbool end_queu() { return true; }\n"))
            .summary == "end_queue of slowpath.hpp replaced, end_queu added (the lock has end_queue)");
    CHECK(message_of(files.path()).find("there are no headers of the lock in it") != std::string::npos);
}

}  // namespace
}  // namespace tools
