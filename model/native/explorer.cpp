// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/explorer.hpp"

#include <algorithm>
#include <utility>

namespace model::native {
namespace {

/// Below this many graphs with more than one way to go on, a shared search is cut into parts.
constexpr std::size_t shared_depth = 12;

/// A search that has taken this long is one of which somebody asks how long it will take.
constexpr double estimate_after = 1;  // seconds

constexpr std::uint64_t look_at_the_time_every = 1024;  // executions

/// Is this way another than that of the run in which CPUs go one after the other, reads find the latest
/// store, stores come last, and nothing arrives? A revisit is: in that run its write comes too late for its
/// read.
bool is_departure(const Option& option, std::uint32_t place) {
    return place != 0 || option.kind == Option::Kind::revisit;
}

bool is_execution(Ending ending) {
    return ending != Ending::discarded && ending != Ending::elsewhere;
}

}  // namespace

Explorer::Explorer(Machine& machine, const Configuration& configuration, const SearchLimits& limits,
                   Observer& observer, Sabotage sabotage)
    : limits_(limits),
      observer_(observer),
      stepper_(machine, configuration, limits.await_last, sabotage, *this),
      finished_(machine),
      budget_(
          limits, [&observer](const Progress& progress) { return observer.progress(progress); },
          look_at_the_time_every) {}

SearchResult Explorer::run() {
    root_ = stepper_.position();
    random_.seed(limits_.seed);
    switch (limits_.scheduler) {
        case Scheduler::random:
            walk_at_random();
            break;
        case Scheduler::replay:
            report(limits_.lenient ? stepper_.replay_leniently(*limits_.decisions, result_.misfits)
                                   : stepper_.replay(*limits_.decisions));
            break;
        default:
            explore_all();
            break;
    }
    result_.broken_off = result_.broken_off || stepper_.has_broken_off();
    result_.seconds = budget_.seconds();
    return result_;
}

void Explorer::report(Ending ending) {
    if (ending == Ending::elsewhere || ending == Ending::called_off) return;
    if (ending == Ending::discarded) {
        ++result_.redundant;
        return;
    }
    ++result_.executions;
    finished_.end(ending);
    if (finished_.goes_on_and_on()) result_.broken_off = true;
    observer_.finished(finished_);
}

Progress Explorer::progress() const {
    Progress progress = estimate_;
    progress.executions = result_.executions;
    return progress;
}

bool Explorer::time_to_stop() {
    if (stepper_.is_called_off()) return true;
    const std::optional<SearchEnd> end = budget_.spent(progress());
    if (end) result_.end = *end;
    return end.has_value();
}

/// The same in the middle of an execution, which may be long.
bool Explorer::is_over() {
    const std::optional<SearchEnd> end = budget_.look(progress());
    if (end) result_.end = *end;
    return end.has_value();
}

// ---- all of it ----

void Explorer::explore_all() {
    std::uint64_t discarded_before = 0;  // the last execution
    while (true) {
        const Ending ending = advance();
        if (is_execution(ending) && budget_.exceeded_by(result_.executions + 1)) {
            result_.end = SearchEnd::executions;
            result_.redundant = discarded_before;
            return;
        }
        report(ending);
        if (is_execution(ending)) discarded_before = result_.redundant;
        if (time_to_stop() || !backtrack()) return;
        const bool may_estimate = !is_estimated_ && limits_.scheduler == Scheduler::full;
        if (may_estimate && budget_.seconds_seen() >= estimate_after) sample_size();
        if (stepper_.is_called_off()) return;
    }
}

/// Goes on, always in the first of the possible ways, to the end of an execution.
Ending Explorer::advance() {
    std::optional<Ending> ending = stepper_.advance();
    while (!ending) ending = go_on();
    if (ending == Ending::elsewhere) return *ending;
    return nodes_.size() < shared_depth && !is_ours() ? Ending::elsewhere : *ending;
}

/// On the way taken to where the search is.
std::uint32_t Explorer::departures() const {
    if (nodes_.empty()) return 0;
    const Node& node = nodes_.back();
    return node.departures + (is_departure(node.options[node.taken], node.taken) ? 1 : 0);
}

/// In the first of the possible ways. @return how it has ended, if it has
std::optional<Ending> Explorer::go_on() {
    if (limits_.scheduler != Scheduler::bound || departures() < limits_.switches) {
        if (nodes_.size() + 1 == shared_depth && !is_ours()) return Ending::elsewhere;
        push_node();
        return take(nodes_.back()) ? stepper_.advance() : Ending::discarded;
    }
    const Option first = stepper_.options().front();
    if (is_departure(first, 0)) return Ending::elsewhere;
    Stepper::Revisit none;
    return stepper_.apply(first, none) ? stepper_.advance() : Ending::discarded;
}

void Explorer::push_node() {
    const std::vector<Option>& found = stepper_.options();
    auto* const options = stepper_.arena().allocate<Option>(found.size());
    std::copy(found.begin(), found.end(), options);
    const std::uint32_t departures_before = departures();
    Node& node = nodes_.emplace_back();
    node.departures = departures_before;
    node.options = options;
    node.option_count = static_cast<std::uint32_t>(found.size());
    node.position = stepper_.position();
}

bool Explorer::take(Node& node) {
    return stepper_.apply(node.options[node.taken], node.revisit);
}

/// Goes on in the next way of the deepest graph that has one. @return false if there is none
bool Explorer::backtrack() {
    while (!nodes_.empty()) {
        Node& node = nodes_.back();
        stepper_.go_back_to(node.position, node.revisit);
        if (++node.taken == node.option_count) {
            nodes_.pop_back();
            continue;
        }
        if (take(node)) return true;
    }
    return false;
}

/// Is this graph, at the depth at which parts begin, or an end above it, for us to explore? All who share the
/// search come by the same graphs in the same order.
bool Explorer::is_ours() {
    return limits_.share == nullptr || limits_.share->claim(next_part_++);
}

// ---- by chance ----

void Explorer::walk_at_random() {
    while (true) {
        double weight = 1;
        report(walk(weight));
        if (budget_.exceeded_by(result_.executions + 1)) {
            result_.end = SearchEnd::executions;
            break;
        }
        if (time_to_stop()) break;
        stepper_.go_back_to(root_);
    }
}

/// Goes on to an end, each time in one of the ways by chance. What a revisit has taken away on the way is not
/// wanted back.
/// @param weight is multiplied by how many there were
Ending Explorer::walk(double& weight) {
    while (true) {
        if (const std::optional<Ending> ending = stepper_.advance()) return *ending;
        const std::vector<Option>& options = stepper_.options();
        weight *= static_cast<double>(options.size());
        const Option chosen = options[random_() % options.size()];
        Stepper::Revisit unused;
        if (!stepper_.apply(chosen, unused)) return Ending::discarded;
    }
}

/// Leaves the search for a while, to estimate how many executions it has.
void Explorer::sample_size() {
    // Few walks meet the large parts, so the mean is rather too small. By experience with searches of known
    // size (docs/performance.md) the truth is within these factors in five cases of six.
    constexpr double low = 0.7;
    constexpr double high = 5;
    std::vector<Node> left = std::exchange(nodes_, {});
    for (auto node = left.rbegin(); node != left.rend(); ++node) {
        stepper_.go_back_to(node->position, node->revisit);
    }
    stepper_.go_back_to(root_);
    is_estimated_ = true;
    estimate_.expected = sampled_size();
    estimate_.expected_low = estimate_.expected * low;
    estimate_.expected_high = estimate_.expected * high;
    if (stepper_.is_called_off()) return;
    for (const Node& node : left) {
        if (stepper_.advance()) return;  // called off
        push_node();
        nodes_.back().taken = node.taken;
        take(nodes_.back());
    }
}

/// By random walks: the product of the numbers of ways that a walk had has the number of executions as its
/// expectation (Knuth, "Estimating the efficiency of backtrack programs", 1975).
double Explorer::sampled_size() {
    constexpr unsigned samples = 4096;
    double sum = 0;
    for (unsigned i = 0; i < samples; ++i) {
        double weight = 1;
        const Ending ending = walk(weight);
        if (ending == Ending::called_off) break;
        if (ending != Ending::discarded) sum += weight;
        stepper_.go_back_to(root_);
    }
    return sum / samples;
}

}  // namespace model::native
