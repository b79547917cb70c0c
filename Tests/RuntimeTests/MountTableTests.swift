import Glibc
import Testing

@testable import Runtime

@Suite("Taking mounts away")
struct MountTableTests {
    @Test("goes on until the table has none, whatever one reading leaves out")
    func hidden() throws {
        var mounted = ["/b", "/b/root", "/b/root/data"]
        var readings = 0
        try MountTable.detachAll(in: "/b") { _ in
            readings += 1
            // A mount went elsewhere while it was read, and one entry was passed over.
            return readings == 1 ? Array(mounted.dropLast()) : mounted
        } detaching: { path in
            guard mounted.contains(path) else { return -EINVAL }
            mounted.removeAll { $0 == path }
            return 0
        }
        #expect(mounted == [])
        #expect(readings == 3)
    }

    @Test("says which stays, and doesn't try for ever")
    func stays() {
        #expect(throws: RuntimeError.stillMounted(path: "/b")) {
            try MountTable.detachAll(in: "/b") { _ in
                ["/b"]
            } detaching: { _ in
                -EINVAL
            }
        }
        #expect(throws: RuntimeError.system(operation: "unmount", path: "/b", code: EPERM)) {
            try MountTable.detachAll(in: "/b") { _ in
                ["/b"]
            } detaching: { _ in
                -EPERM
            }
        }
    }
}
