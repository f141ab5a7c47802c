// SPDX-License-Identifier: GPL-2.0-or-later

// For LD_PRELOAD: a disk on which functions fail. RQCHECK_FAILS names the function: write, fsync, rename or
// fsync-folder. RQCHECK_CALLS is a file to which the calls of fsync and rename are appended, one line each.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

bool fails(const char* function) {
    const char* const failing = std::getenv("RQCHECK_FAILS");
    return failing != nullptr && std::strcmp(failing, function) == 0;
}

/// The function that this file stands before.
template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

void note(const char* call) {
    const char* const file = std::getenv("RQCHECK_CALLS");
    if (file == nullptr) return;
    const int calls = open(file, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (calls < 0) return;
    const char line_break = '\n';
    auto* const write_on = next<ssize_t(int, const void*, size_t)>("write");
    if (write_on(calls, call, std::strlen(call)) > 0) write_on(calls, &line_break, 1);
    close(calls);
}

bool is_kind(int descriptor, mode_t kind) {
    struct stat status {};
    return fstat(descriptor, &status) == 0 && (status.st_mode & S_IFMT) == kind;
}

}  // namespace

extern "C" {

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
ssize_t write(int descriptor, const void* text, size_t size) {
    if (fails("write") && is_kind(descriptor, S_IFREG)) {
        errno = ENOSPC;
        return -1;
    }
    return next<ssize_t(int, const void*, size_t)>("write")(descriptor, text, size);
}

int fsync(int descriptor) {
    const bool is_folder = is_kind(descriptor, S_IFDIR);
    note(is_folder ? "fsync-folder" : "fsync");
    if (fails(is_folder ? "fsync-folder" : "fsync")) {
        errno = EIO;
        return -1;
    }
    return next<int(int)>("fsync")(descriptor);
}

int rename(const char* from, const char* to) noexcept {
    note("rename");
    if (fails("rename")) {
        errno = EIO;
        return -1;
    }
    return next<int(const char*, const char*)>("rename")(from, to);
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

}  // extern "C"
