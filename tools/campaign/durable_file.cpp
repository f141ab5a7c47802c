// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/campaign/durable_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <fstream>
#include <iterator>

#include "tools/cli/descriptor.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/on_disk.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished = ".new-";

[[noreturn]] void fail(const fs::path& path, int error) {
    throw NotDone(fmt::format("cannot write '{}': {}", path.string(), std::strerror(error)));
}

/// The time at which a process was started, in ticks since the machine was. Another process with the same
/// number has another one.
std::string start_of(const std::string& pid) {
    std::ifstream file("/proc/" + pid + "/stat");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    // The name of the executable stands in brackets, and may have blanks in it.
    std::size_t at = text.rfind(')');
    if (at == std::string::npos) return "";
    constexpr int fields_behind_the_name = 20;
    for (int i = 0; i < fields_behind_the_name && at != std::string::npos; ++i) at = text.find(' ', at + 1);
    if (at == std::string::npos) return "";
    return text.substr(at + 1, text.find(' ', at + 1) - at - 1);
}

std::string host_name() {
    std::array<char, HOST_NAME_MAX + 1> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "host";
    std::string text(name.data());
    for (char& c : text) {
        if (c == '-' || c == '/') c = '_';
    }
    return text;
}

void sync_folder(const fs::path& folder) {
    if (!is_on_disk(folder)) fail(folder, errno);
}

/// A file beside the one that it becomes.
class Unfinished {
  public:
    Unfinished(const fs::path& path, std::string_view content, Lasting lasting)
        : path_(path.parent_path() / fmt::format("{}{}-{}", unfinished, writer_name(), ++unfinished_files)) {
        const Descriptor file(open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (file.get() < 0) fail(path, errno);
        if (!write_all(file.get(), content) || (lasting == Lasting::yes && !is_on_disk(file.get()))) {
            give_up(path, errno);
        }
    }
    ~Unfinished() { unlink(path_.c_str()); }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    const char* name() const { return path_.c_str(); }

  private:
    [[noreturn]] void give_up(const fs::path& path, int error) {
        unlink(path_.c_str());
        fail(path, error);
    }

    static unsigned unfinished_files;
    fs::path path_;
};

unsigned Unfinished::unfinished_files = 0;

}  // namespace

const std::string& writer_name() {
    static const std::string name = [] {
        const std::string pid = std::to_string(getpid());
        return fmt::format("{}-{}-{}", host_name(), pid, start_of(pid));
    }();
    return name;
}

bool has_ended(std::string_view writer) {
    const std::size_t host = writer.find('-');
    if (host == std::string_view::npos || writer.substr(0, host) != host_name()) return false;
    const std::size_t pid = writer.find('-', host + 1);
    if (pid == std::string_view::npos) return false;
    const std::string number(writer.substr(host + 1, pid - host - 1));
    return start_of(number) != writer.substr(pid + 1);
}

bool write_new(const fs::path& path, std::string_view content, Lasting lasting) {
    const Unfinished file(path, content, lasting);
    // Of several processes that make the same file, the first one wins.
    if (link(file.name(), path.c_str()) != 0) {
        if (errno == EEXIST) return false;
        // NFS may say that it failed although it was done.
        struct stat linked {};
        if (stat(file.name(), &linked) != 0 || linked.st_nlink != 2) fail(path, errno);
    }
    if (lasting == Lasting::yes) sync_folder(path.parent_path());
    return true;
}

void replace(const fs::path& path, std::string_view content, Lasting lasting) {
    const Unfinished file(path, content, lasting);
    if (rename(file.name(), path.c_str()) != 0) fail(path, errno);
    if (lasting == Lasting::yes) sync_folder(path.parent_path());
}

std::optional<std::string> read_if_there(const fs::path& path) {
    // Without O_NONBLOCK the open of a pipe waits for its writer.
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const auto fail_to_read = [&] {
        throw NotDone(fmt::format("cannot read '{}': {}", path.string(), std::strerror(errno)));
    };
    struct stat status {};
    if (file.get() < 0) {
        const bool is_there = errno != ENOENT || lstat(path.c_str(), &status) == 0;
        if (!is_there) return std::nullopt;
        fail_to_read();  // a link to nothing is there
    }
    if (fstat(file.get(), &status) != 0) fail_to_read();
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        throw NotDone(fmt::format("cannot read '{}': it is no file", path.string()));
    }
    std::string content;
    std::array<char, 65536> chunk;  // NOLINT(*-member-init): read() fills what is used
    while (true) {
        const ssize_t n = read(file.get(), chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail_to_read();
        if (n == 0) return content;
        content.append(chunk.data(), static_cast<std::size_t>(n));
    }
}

void remove_unfinished(const fs::path& folder) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(unfinished)) continue;
        const std::string writer = name.substr(unfinished.size(), name.rfind('-') - unfinished.size());
        if (has_ended(writer)) fs::remove(entry.path(), ignored);
    }
}

}  // namespace tools
