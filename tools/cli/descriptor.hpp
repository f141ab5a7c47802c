// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace tools {

/// A file descriptor that closes itself.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();

    int get() const { return fd_; }
    void close();

  private:
    int fd_ = -1;
};

}  // namespace tools
