import ConfigurationGraph
import OCI

extension Scenario {
    /// Each hook says that it was there; what they are told is the container's state.
    static let hooks = Scenario(
        "Hooks are declared",
        [
            onHost("prestart"), onHost("createRuntime"), onHost("createContainer"),
            Check(
                "hooks.startContainer", [["path": "/bin/sh", "args": ["sh", "-c", "cat >/state"], "timeout": 5]],
                ask: "grep -o hooks-are-declared /state | head -n 1", "hooks-are-declared"),
            onHost("poststart"), onHost("poststop"),
        ])

    private static func onHost(_ hook: String) -> Check {
        Check(
            "hooks.\(hook)",
            [["path": "/bin/sh", "args": ["sh", "-c", .string("cat >\(Laboratory.folder)/\(hook)")], "timeout": 5]],
            afterwards: "grep -o hooks-are-declared \(hook) | head -n 1", "hooks-are-declared")
    }

    /// What the image says of itself, and of how it is run.
    static let image = Scenario(
        "The image says how it is run",
        [
            Check("image.config.Entrypoint", leaf: "process.args", ask: "echo $FIRST", "entrypoint"),
            Check(
                "image.config.Cmd", leaf: "process.args", ask: "tr '\\0' '\\n' </proc/1/cmdline | head -n 1", "/bin/sh"),
            Check("image.config.Env", leaf: "process.env.FROM", ask: "echo $FROM", "the image"),
            Check("image.config.WorkingDir", leaf: "process.cwd", ask: "pwd", "/srv"),
            Check(
                "image.config.Volumes", leaf: "mounts./cache", ask: "touch /cache/x && mode /cache", "rw"),
            Check(
                "hooks.startContainer", [["path": "/bin/sh", "args": ["sh", "-c", "cat >/state"]]],
                ask: "[ -s /state ] && echo told", "told"),
            Check("annotations", leaf: "annotations.vendor", ask: "annotation vendor", "shop"),
            Check("image.config.Labels", leaf: "annotations.vendor", ask: "annotation vendor", "shop"),
            ofImage("image.config.ExposedPorts", "exposedPorts", "8080/tcp"),
            ofImage("image.config.StopSignal", "stopSignal", "SIGINT"),
            ofImage("image.author", "author", author), ofImage("image.created", "created", created),
            ofImage("image.os", "os", "linux"),
            Check(
                "image.architecture", leaf: "annotations.org.opencontainers.image.architecture",
                unseen: "the host's, else it is refused"),
            Check(
                "image.variant", leaf: "annotations.org.opencontainers.image.variant",
                unseen: "this image has none"),
        ]
    ) { scenario in
        scenario.image.entrypoint = ["/bin/env", "FIRST=entrypoint"]
        scenario.image.env = ["FROM=the image"]
        scenario.image.workingDir = "/srv"
        scenario.image.volumes = ["/cache": [:]]
        scenario.image.labels = ["vendor": "shop"]
        scenario.image.exposedPorts = ["8080/tcp": [:]]
        scenario.image.stopSignal = "SIGINT"
    }

    static let author = "the tests"
    static let created = "2026-01-31T12:00:00Z"

    private static func ofImage(_ parameter: String, _ name: String, _ expected: String) -> Check {
        let key = "org.opencontainers.image.\(name)"
        return Check(parameter, leaf: "annotations.\(key)", ask: "annotation \(key)", expected)
    }
}
