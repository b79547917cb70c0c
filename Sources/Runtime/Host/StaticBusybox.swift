import Foundation

/// A busybox that needs no libraries, so that it runs in any root filesystem.
public enum StaticBusybox {
    /// Its path on this machine.
    ///
    /// - Throws: ``RuntimeError/missingProgram(name:remedy:)`` if there is none, or one that is linked dynamically.
    public static func path() throws(RuntimeError) -> String {
        let remedy = "apt-get install busybox-static"
        let path = try ProgramSearch.path(of: "busybox", remedy: remedy)
        guard isStatic(path) else { throw .missingProgram(name: "a static busybox", remedy: remedy) }
        return path
    }

    /// Whether a program asks for no interpreter to load its libraries (ELF-64, program headers: `PT_INTERP`).
    static func isStatic(_ path: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: path), data.count >= 64,
            data.prefix(5).elementsEqual([0x7F, 0x45, 0x4C, 0x46, 2])
        else { return false }
        let offset = number(in: data, at: 32, bytes: 8)
        let size = number(in: data, at: 54, bytes: 2)
        return !(0..<number(in: data, at: 56, bytes: 2)).contains { index in
            number(in: data, at: offset &+ index &* size, bytes: 4) == 3
        }
    }

    /// A little-endian number; 0 beyond the end.
    private static func number(in data: Data, at offset: Int, bytes: Int) -> Int {
        guard offset >= 0, offset <= data.count - bytes else { return 0 }
        return data[offset..<offset + bytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
