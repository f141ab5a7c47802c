// SPDX-License-Identifier: GPL-2.0-or-later

// For LD_PRELOAD: one call of a function fails. RQCHECK_FAILS is "FUNCTION:N": the N-th call of the function
// in this process fails, and no other. RQCHECK_FAILED is a file that is made when the call has failed. A fork
// counts on from its parent's number, and a call that has failed there does not fail again.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>

extern "C" void* __libc_malloc(size_t);  // dlsym itself allocates

namespace {

struct Chosen {
    char function[32] = "";
    unsigned long number = 0;
};

const Chosen& chosen() {
    static Chosen* const read = [] {
        static Chosen one;
        const char* const text = std::getenv("RQCHECK_FAILS");
        const char* const colon = text == nullptr ? nullptr : std::strchr(text, ':');
        if (colon != nullptr && static_cast<size_t>(colon - text) < sizeof one.function) {
            std::memcpy(one.function, text, static_cast<size_t>(colon - text));
            one.number = std::strtoul(colon + 1, nullptr, 10);
        }
        return &one;
    }();
    return *read;
}

unsigned long calls = 0;

bool fails(const char* function, int error) {
    if (std::strcmp(chosen().function, function) != 0 || ++calls != chosen().number) return false;
    if (const char* const file = std::getenv("RQCHECK_FAILED")) {
        const int made = open(file, O_WRONLY | O_CREAT, 0600);
        if (made >= 0) close(made);
    }
    errno = error;
    return true;
}

/// The function that this file stands before.
template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
void* malloc(size_t size) noexcept {
    return fails("malloc", ENOMEM) ? nullptr : __libc_malloc(size);
}

ssize_t write(int descriptor, const void* text, size_t size) {
    if (fails("write", ENOSPC)) return -1;
    return next<ssize_t(int, const void*, size_t)>("write")(descriptor, text, size);
}

ssize_t read(int descriptor, void* to, size_t size) {
    if (fails("read", EIO)) return -1;
    return next<ssize_t(int, void*, size_t)>("read")(descriptor, to, size);
}

int fsync(int descriptor) {
    if (fails("fsync", EIO)) return -1;
    return next<int(int)>("fsync")(descriptor);
}

int rename(const char* from, const char* to) noexcept {
    if (fails("rename", EIO)) return -1;
    return next<int(const char*, const char*)>("rename")(from, to);
}

int link(const char* from, const char* to) noexcept {
    if (fails("link", EIO)) return -1;
    return next<int(const char*, const char*)>("link")(from, to);
}

pid_t fork() noexcept {
    if (fails("fork", EAGAIN)) return -1;
    return next<pid_t()>("fork")();
}

int socketpair(int domain, int type, int protocol, int* ends) noexcept {
    if (fails("socketpair", EMFILE)) return -1;
    return next<int(int, int, int, int*)>("socketpair")(domain, type, protocol, ends);
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

}  // extern "C"
