/// Faults that are put in on purpose, to see whether the simulation finds them: a build with `-D PLANTED_BUGS` has the
/// one that `EMERGENCE_PLANTED_BUG` names. Any other build has none, and no trace of them.
package enum PlantedBug: String, CaseIterable, Sendable {
    /// A host takes one instance more than it may have.
    case roomOffByOne
    /// An agent goes on as if it had its lease.
    case leaseNotChecked
    /// More instances leave at once than may be missing.
    case budgetIgnored
    /// What holds an exclusive volume starts at once on a machine that took over another's name.
    case takeoverTooSoon
    /// A measurement that is missing or too old counts as none being asked for.
    case staleScalesDown
    /// A commit lands whoever leads.
    case fencingNotChecked
    /// Who is to be away from others is placed beside them.
    case awayIgnored
    /// Code goes back without its configuration.
    case halfGivenBack
    /// An agent that starts anew doesn't look for what runs.
    case restartForgets
    /// A drained host's instances end before others are ready.
    case drainIgnoresReadiness
    /// What goes on elsewhere begins there before it has ended.
    case handoverTooSoon
    /// A watchdog fires later than it should.
    case watchdogLate
    /// What is on a host that was just lost counts as ready.
    case lostCountsAsReady
    /// A generation is given back though nothing of it has a place.
    case blamedForRoom
}

#if PLANTED_BUGS
    import Glibc

    private let chosen = getenv("EMERGENCE_PLANTED_BUG").flatMap { PlantedBug(rawValue: String(cString: $0)) }

    package func planted(_ bug: PlantedBug) -> Bool { chosen == bug }
#else
    @inline(__always)
    package func planted(_ bug: PlantedBug) -> Bool { false }
#endif
