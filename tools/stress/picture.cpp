// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/picture.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "tools/cli/not_done.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools::stress {
namespace {

/// A script for as long as gnuplot reads it. gnuplot takes inline data from a file, and not from an argument.
class ScriptFile {
  public:
    explicit ScriptFile(const std::string& script)
        : name_((std::filesystem::temp_directory_path() / "rqstress.XXXXXX").string()) {
        const int descriptor = mkostemp(name_.data(), O_CLOEXEC);
        if (descriptor < 0) throw_for(errno, "cannot write a script for gnuplot");
        std::FILE* const file = fdopen(descriptor, "w");
        const bool is_written = std::fputs(script.c_str(), file) >= 0;
        if (std::fclose(file) == 0 && is_written) return;
        const int error = errno;
        unlink(name_.c_str());
        throw_for(error, "cannot write a script for gnuplot");
    }
    ~ScriptFile() { unlink(name_.c_str()); }
    ScriptFile(const ScriptFile&) = delete;
    ScriptFile& operator=(const ScriptFile&) = delete;

    const std::string& name() const { return name_; }

  private:
    std::string name_;
};

}  // namespace

std::optional<Picture> picture_of(std::string_view path) {
    if (path.ends_with(".svg")) return Picture::svg;
    if (path.ends_with(".png")) return Picture::png;
    return std::nullopt;
}

void require_gnuplot(const std::string& path) {
    if (output_of({"gnuplot", "--version"}, Outputs::only_stdout).status == 0) return;
    throw UsageError(
        fmt::format("--plot {} needs gnuplot, which is not installed (Debian: gnuplot-nox); any other name "
                    "gets its script",
                    path));
}

std::string drawn(const std::string& script) {
    const ScriptFile file(script);
    ProgramOutput picture = output_of({"gnuplot", file.name()}, Outputs::only_stdout);
    if (picture.status == 0) return std::move(picture.text);
    throw NotDone(fmt::format("gnuplot cannot draw the picture, it ends with exit code {}", picture.status));
}

}  // namespace tools::stress
