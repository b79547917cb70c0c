import Foundation
import Testing

@testable import Runtime

@Suite("A busybox that needs no libraries")
struct StaticBusyboxTests {
    @Test("a dynamic program, a script and what isn't there are none")
    func others() {
        #expect(StaticBusybox.isStatic("/usr/bin/env") == false)
        #expect(StaticBusybox.isStatic("/etc/passwd") == false)
        #expect(StaticBusybox.isStatic("/nowhere") == false)
    }

    @Test("Debian's busybox-static is one", .needsContainers)
    func busybox() throws {
        let path = try StaticBusybox.path()
        #expect(StaticBusybox.isStatic(path))
    }
}
