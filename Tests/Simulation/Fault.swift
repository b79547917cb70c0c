public import Orchestrator

/// What happens to the world from outside: something breaks, or somebody wants something else.
public struct Fault: Sendable, CustomStringConvertible {
    /// When, in milliseconds of true time.
    public var time: Int64
    public var kind: Kind

    /// Machines and controllers by their place in the scenario, automatons by name; how long in milliseconds.
    public enum Kind: Sendable {
        case crashMachine(Int, downFor: Int64)
        case killAgent(Int, after: Int)
        case pauseAgent(Int, for: Int64)
        case cutOff(Int, to: Bool, from: Bool, for: Int64)
        case slow(Int, for: Int64)
        case jam(Int, for: Int64)
        case lossy(Int, for: Int64)
        case setWallClock(Int, by: Int64)
        case fillDisk(Int, for: Int64)
        case failStarts(Int, for: Int64)
        case endProcess(Int)
        case flapReadiness(Int)
        case shrink(Int, for: Int64)
        case twin(Int, for: Int64)
        case join(Int)
        case removeHost(Int)
        case killController(Int, after: Int)
        case pauseController(Int, for: Int64)
        case cutOffController(Int, to: Bool, from: Bool, for: Int64)
        case slowController(Int, for: Int64)
        case jamController(Int, for: Int64)
        case setControllerWallClock(Int, by: Int64)
        case drain(Int, for: Int64)
        case cordon(Int, for: Int64)
        case taint(Int, Taint.Effect, for: Int64)
        case roll(String, Generation)
        case scale(String, Int)
        case flapDemand(String, for: Int64)
        case stopMeasuring(String, for: Int64)
        case demand(String, Double)
        case add(Int)
        case remove(String)
    }

    public var description: String {
        let seconds = Double(time) / 1000
        return "\(seconds) s: \(kind)"
    }
}
