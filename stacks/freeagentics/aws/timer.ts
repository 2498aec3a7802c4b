/** Files for cloud-init of a systemd timer that runs the program `/usr/local/bin/<name>` again after each interval. */
export function timer(name: string, interval: string): { readonly path: string; readonly content: string }[] {
  return [
    {
      path: `/etc/systemd/system/${name}.service`,
      content: `[Service]\nType=oneshot\nExecStart=/usr/local/bin/${name}\n`,
    },
    {
      path: `/etc/systemd/system/${name}.timer`,
      content: `[Timer]\nOnActiveSec=${interval}\nOnUnitActiveSec=${interval}\n\n[Install]\nWantedBy=timers.target\n`,
    },
  ];
}
