// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/explorations.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <memory>
#include <utility>

#include "scenarios/framework/sites.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/rqcheck/hunt/program_size.hpp"

namespace tools {
namespace {

using scenarios::SmallProgram;

/// A pointer into `sightings`, which may be constant or not.
template <class Sightings>
auto* find_in(Sightings& sightings, const std::string& key) {
    const auto found = std::find_if(sightings.begin(), sightings.end(),
                                    [&](const Sighting& sighting) { return sighting.symptom.key() == key; });
    return found == sightings.end() ? nullptr : &*found;
}

/// Adds the symptoms that are new, or whose trace is shorter than the known one.
void add_sightings(Exploration& exploration, const Report& report) {
    for (const Symptom& symptom : report.symptoms) {
        Sighting sighting{symptom, report.request, report.exhausted};
        Sighting* const same = exploration.find(symptom.key());
        if (same == nullptr) {
            exploration.sightings.push_back(std::move(sighting));
        } else if (symptom.trace.length < same->symptom.trace.length) {
            *same = std::move(sighting);
        }
    }
}

bool takes_interrupts(const Setup& setup) {
    return std::any_of(scenarios::interrupts.begin(), scenarios::interrupts.end(),
                       [&](scenarios::Interrupt kind) { return setup.interrupts[kind].budget != 0; });
}

/// "fast.", "grab."... In the programs of a hunt, every site at which an interrupt can arrive is in one of
/// the groups.
std::vector<std::string> site_groups(rqspinlock::Form form) {
    std::vector<std::string> groups;
    for (const rqspinlock::SiteName& site : scenarios::all_sites) {
        std::string group(site.name.substr(0, site.name.find('.') + 1));
        // The programs of a hunt wait for locks only, and have no variables.
        if (group == "flag." || group == "await." || group == "variable.") continue;
        if (group == "tas." && form == rqspinlock::Form::queued) continue;
        if (std::find(groups.begin(), groups.end(), group) == groups.end())
            groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace

const Sighting* Exploration::find(const std::string& key) const {
    return find_in(sightings, key);
}

Sighting* Exploration::find(const std::string& key) {
    return find_in(sightings, key);
}

Request request_for(const SmallProgram& program, Request common) {
    Setup& setup = common.setup;
    setup.scenario = scenarios::small_program_name;
    setup.program = text(program);
    setup.cpus = static_cast<unsigned>(program.cpus.size());
    setup.lock = program.form;
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        setup.interrupts[kind].budget = program.arrivals(kind);
    }
    return common;
}

/// The searches of one program, one after the other.
class Explorations::Chain : public std::enable_shared_from_this<Chain> {
  public:
    /// @param done gets the exploration; nullopt: the program was not explored
    Chain(Explorations& owner, Request request, bool one_interrupt,
          std::function<void(std::optional<Exploration>)> done)
        : owner_(owner),
          request_(std::move(request)),
          groups_(site_groups(request_.setup.lock)),
          has_one_interrupt_(one_interrupt),
          done_(std::move(done)) {}

    void begin() {
        search(request_, [](Chain& chain, const Report* full) {
            if (full == nullptr) return chain.done_(std::nullopt);
            chain.exploration_.exhausted = full->exhausted;
            if (full->end != End::executions) return chain.end();
            // The first part of a search that does not end says little about the rest.
            if (takes_interrupts(chain.request_.setup)) return chain.search_windows();
            chain.search_at_random();
        });
    }

  private:
    using Then = void (*)(Chain&, const Report*);

    void search(const Request& request, Then then) {
        owner_.search(request, [self = shared_from_this(), then](std::optional<Report> report) {
            Exploration& exploration = self->exploration_;
            exploration.cut_short = !report || report->end == End::seconds || report->end == End::stopped;
            if (report) {
                exploration.executions += report->executions;
                add_sightings(exploration, *report);
            }
            then(*self, report ? &*report : nullptr);
        });
    }

    /// Makes a search for each group of sites.
    void search_windows() {
        if (group_ == groups_.size()) return end_of_windows();
        Request request = request_;
        request.search.bounds.executions =
            std::max<std::uint64_t>(1, request.search.bounds.executions.value_or(0) / 2);
        for (const scenarios::Interrupt kind : scenarios::interrupts) {
            InterruptSetup& interrupt = request.setup.interrupts[kind];
            if (interrupt.budget != 0) interrupt.windows = {groups_[group_]};
        }
        ++group_;
        search(request, [](Chain& chain, const Report* report) {
            if (chain.exploration_.cut_short) return chain.end();
            chain.ended_by_themselves_ = chain.ended_by_themselves_ && report->exhausted;
            chain.search_windows();
        });
    }

    /// An execution with one interrupt is in one of the windows.
    void end_of_windows() {
        exploration_.exhausted = ended_by_themselves_ && has_one_interrupt_;
        if (exploration_.exhausted) return end();
        search_at_random();
    }

    void search_at_random() {
        Request request = request_;
        request.search.scheduler = Scheduler::random;
        search(request, [](Chain& chain, const Report* /*report*/) { chain.end(); });
    }

    void end() { done_(std::move(exploration_)); }

    Explorations& owner_;
    Request request_;
    std::vector<std::string> groups_;
    std::size_t group_ = 0;
    bool has_one_interrupt_;
    bool ended_by_themselves_ = true;
    Exploration exploration_;
    std::function<void(std::optional<Exploration>)> done_;
};

Explorations::Explorations(unsigned jobs, Request common, std::optional<Clock::time_point> deadline,
                           StateFolder* state)
    : common_(std::move(common)), deadline_(deadline), engines_(Engine::native), state_(state), queue_(jobs) {
    if (state_ != nullptr) queue_.others = [this] { return state_->others(); };
    engines_.of(common_.setup);
    queue_.is_enough = [this] { return stopped(); };
}

bool Explorations::stopped() const {
    return stop_requested() || (deadline_ && Clock::now() >= *deadline_) || engine_is_broken();
}

/// An engine that fails on many programs, and succeeds on none, fails on the others too.
bool Explorations::engine_is_broken() const {
    constexpr std::size_t many = 20;
    return known_.empty() && not_run_.size() >= many &&
           std::all_of(not_run_.begin(), not_run_.end(), [](const auto& run) { return run.died; });
}

std::uint64_t Explorations::executions() const {
    std::uint64_t executions = 0;
    for (const auto& [program, exploration] : known_) executions += exploration.executions;
    return executions;
}

std::vector<const Exploration*> Explorations::explore(const std::vector<SmallProgram>& programs,
                                                      const std::function<void(std::size_t)>& on_progress) {
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < programs.size(); ++i) {
        if (!known_.contains(text(programs[i]))) wanted.push_back(i);
    }
    std::size_t next = 0;
    std::size_t done = 0;
    // The next program begins when one is done, so that few of them need memory. A program that a campaign
    // has explored already is done before its beginning returns. The next one then begins in the loop, and
    // not in a call within that call.
    std::size_t to_begin = 0;
    bool is_beginning = false;
    const std::function<void()> begin_next = [&] {
        ++to_begin;
        if (is_beginning) return;
        is_beginning = true;
        for (; to_begin != 0 && next != wanted.size() && !stopped(); --to_begin) {
            const SmallProgram& program = programs[wanted[next++]];
            const ProgramSize size = size_of(program);
            const bool one_interrupt = size.nmis + size.hardirqs + size.softirqs == 1;
            std::make_shared<Chain>(*this, request_for(program, common_), one_interrupt,
                                    [&, key = text(program)](std::optional<Exploration> exploration) {
                                        if (exploration) {
                                            known_.emplace(key, std::move(*exploration));
                                            on_progress(++done);
                                        }
                                        begin_next();
                                    })
                ->begin();
        }
        is_beginning = false;
    };
    constexpr std::size_t at_the_same_time = 4 * std::size_t{most_jobs};
    while (next < std::min(wanted.size(), at_the_same_time) && !stopped()) begin_next();
    queue_.run();
    queue_.tell_losses();
    std::vector<const Exploration*> explorations;
    for (const SmallProgram& program : programs) {
        const auto known = known_.find(text(program));
        explorations.push_back(known == known_.end() ? nullptr : &known->second);
    }
    return explorations;
}

/// Adds a search to the queue.
/// @param then gets the report; nullopt: the search was stopped before there was one, or the engine refused
/// it
void Explorations::search(Request request, std::function<void(std::optional<Report>)> then) {
    const EngineExecutable& program = engines_.of(request.setup);
    std::unique_ptr<SearchStore> store;
    if (state_ != nullptr) store = state_->store_for(request, engines_.identity_of(request.setup));
    auto search = std::make_unique<OngoingSearch>(Engine::native, program, request, std::move(store));
    queue_.add(std::move(search),
               [this, request = std::move(request), then = std::move(then)](SearchOutcome outcome) {
                   if (outcome.failure) {
                       const Answer& failure = *outcome.failure;
                       if (!first_failure_) first_failure_ = failure;
                       not_run_.push_back({request, failure.reason, failure.kind == Answer::Kind::varies,
                                           is_death(failure)});
                   }
                   then(std::move(outcome.report));
               });
}

void Explorations::throw_first_failure() const {
    if (first_failure_) throw_if_error(*first_failure_);
}

}  // namespace tools
