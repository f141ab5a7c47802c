// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/client/ask.hpp"

#include <utility>

#include "tools/cli/stop_signal.hpp"
#include "tools/client/pool.hpp"

namespace tools {
namespace {

class OneTask final : public WorkSource {
  public:
    explicit OneTask(Task task) : task_(std::move(task)) {}

    std::optional<Task> next() override { return std::exchange(task_, std::nullopt); }
    void answered(const Task& /*task*/, Answer answer) override { answer_ = std::move(answer); }
    bool is_over() override { return stop_requested(); }

    Answer& answer() { return answer_; }

  private:
    std::optional<Task> task_;
    Answer answer_;
};

}  // namespace

std::optional<Report> ask(Engine engine, const EngineExecutable& program, const Request& request) {
    OneTask source({engine, program, request});
    Pool(1).run(source);
    throw_if_error(source.answer());
    return std::move(source.answer().report);
}

}  // namespace tools
