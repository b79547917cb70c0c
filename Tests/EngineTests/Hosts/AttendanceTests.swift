import ConfigurationGraph
import Testing

@testable import Engine

@Suite("who is there") struct AttendanceTests {
    private static let now = Moment(milliseconds: 1_000_000)

    private static func lease(_ name: String, holder: String = "a", in seconds: Double) -> Lease {
        Lease(name: name, holder: holder, epoch: 1, duration: 15, expires: now + seconds)
    }

    @Test("a host is there while its lease holds, lost when it has run out, and unattended where it never had one")
    func hosts() {
        let attendance = Attendance(
            [
                Self.lease("host/alpha", in: 1), Self.lease("host/beta", in: 0),
                Self.lease("content/192.0.2.7:4711", in: 9),
            ],
            at: Self.now)
        #expect(attendance.hosts == ["alpha"])
        #expect(attendance.lostHosts == ["beta"])
        #expect(["alpha", "beta", "gamma"].map(attendance.state) == [.up, .lost, .unattended])
        #expect(attendance.contentAddresses == ["192.0.2.7:4711"])
    }

    @Test("a controller leads all hosts, serve plans for its own, and neither once its lease has run out")
    func controllers() {
        let cases: [(holder: String, seconds: Double, isPlanned: Bool, isLed: Bool)] = [
            ("controller/box/1", 5, true, true), ("serve/box/1", 5, true, false),
            ("controller/box/1", -1, false, false),
        ]
        for one in cases {
            let lease = Self.lease("controller", holder: one.holder, in: one.seconds)
            let attendance = Attendance([lease], at: Self.now)
            #expect(attendance.isPlanned == one.isPlanned)
            #expect(attendance.isLed == one.isLed)
        }
        #expect(!Attendance([], at: Self.now).isPlanned)
    }
}
